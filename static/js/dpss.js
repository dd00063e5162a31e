// Improves pages; nothing depends on it. Every control works without this file.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// The bar over a work list appears with the first selected row and counts the rows.
for (const list of document.querySelectorAll("[data-work-list]")) {
    const bar = list.querySelector("[data-selection]");
    const counter = list.querySelector("[data-selection-count]");
    const all = list.querySelector("[data-select-all]");
    const ticks = [...list.querySelectorAll("input[name=key]")];
    if (!bar || !counter) {
        continue;
    }
    const show = () => {
        const chosen = ticks.filter((tick) => tick.checked);
        bar.hidden = chosen.length === 0;
        counter.textContent = counter.dataset.words.replace("0", String(chosen.length));
        for (const tick of ticks) {
            tick.closest("tr").classList.toggle("dpss-work__row--selected", tick.checked);
        }
        if (all) {
            all.checked = chosen.length === ticks.length;
            all.indeterminate = chosen.length > 0 && chosen.length < ticks.length;
        }
    };
    for (const tick of ticks) {
        tick.addEventListener("change", show);
        tick.form?.addEventListener("reset", () => setTimeout(show));
    }
    if (all) {
        all.closest("label").hidden = false;
        all.addEventListener("change", () => {
            for (const tick of ticks) {
                tick.checked = all.checked;
            }
            show();
        });
    }
    show();
}

// On a phone the filters start closed, behind one button; a page that is a search keeps its box.
if (window.matchMedia("(max-width: 47.99em)").matches) {
    for (const filters of document.querySelectorAll("details.dpss-filters:not([data-stays])")) {
        filters.open = false;
    }
}

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
        if (form.dataset.sent) {
            event.preventDefault();
            return;
        }
        form.dataset.sent = "yes";
        setTimeout(() => delete form.dataset.sent, 5000);
    });
}
