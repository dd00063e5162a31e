// Follows a long job: fetches its page again and shows the part that tells how far it is.
const EVERY = 2000;

const follow = async () => {
    const shown = document.querySelector("[data-progress]");
    if (!shown || "done" in shown.dataset) {
        return;
    }
    try {
        const answer = await fetch(window.location.href, { credentials: "same-origin" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-progress]");
        if (!answer.ok || answer.redirected || !fresh) {
            return;
        }
        shown.replaceWith(fresh);
        if ("done" in fresh.dataset) {
            const said = document.createElement("p");
            said.setAttribute("role", "status");
            said.className = "dpss-aside";
            fresh.append(said);
            said.textContent = fresh.querySelector("p")?.textContent ?? "";
            return;
        }
    } catch {
        // The network is away: the next look may find it back.
    }
    setTimeout(follow, EVERY);
};

setTimeout(follow, EVERY);
