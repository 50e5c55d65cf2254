// Keeps fresh what a page marks as live, such as progress; without it, reloading shows the same.
// Where the mark itself changes, such as from running to done, the whole page is read again.
(() => {
  const EVERY = 1000;

  async function refresh() {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const shown of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(shown.id);
      if (!fresh || fresh.dataset.live !== shown.dataset.live) {
        window.location.reload();
        return;
      }
      shown.replaceChildren(...fresh.childNodes);
    }
  }

  async function again() {
    try {
      await refresh();
    } catch {
      // The server restarts or the line is down: the next round will tell.
    }
    window.setTimeout(again, EVERY);
  }

  if (document.querySelector("[data-live]:not([data-live='idle'])")) window.setTimeout(again, EVERY);
})();
