// Tells which hit of a results page was opened: its rank and the page's token, nothing else.
const list = document.querySelector("ol[data-clicked]");

function tell(event) {
    const link = event.target.closest("a[href]");
    const hit = link && link.closest("ol[data-clicked] > li");
    if (!hit || event.button > 1) return;
    const rank = Array.prototype.indexOf.call(list.children, hit) + list.start;
    navigator.sendBeacon(list.dataset.clicked, new URLSearchParams({ token: list.dataset.token, rank }));
}

if (list && navigator.sendBeacon) {
    list.addEventListener("click", tell);
    list.addEventListener("auxclick", tell);
}
