// Puts a button beside each line that is to be taken into another program, and says what was copied.
for (const list of document.querySelectorAll("[data-copies]")) {
    const said = list.querySelector("[data-copies-said]");
    if (!navigator.clipboard || !said) {
        continue;
    }
    for (const button of list.querySelectorAll("button[data-copy]")) {
        const about = button.dataset.about;
        button.hidden = false;
        button.addEventListener("click", async () => {
            let words = list.dataset.copied;
            try {
                await navigator.clipboard.writeText(button.dataset.copy);
            } catch {
                words = list.dataset.failed;
            }
            said.textContent = `${words} ${about}`;
        });
    }
}
