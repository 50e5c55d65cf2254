// Keys and marks of a list in the admin. Without it the list works by links and boxes alike.
// The keys stand in the dialog that `?` opens; one's account page turns them off.
(() => {
  const table = document.querySelector("[data-staff-list]");
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  const boxes = [...table.querySelectorAll("tbody input[name='chosen']")];
  const all = document.querySelector("[data-mark-all]");
  const told = document.querySelector("[data-marked]");
  const config = JSON.parse(document.getElementById("wagtail-config")?.textContent || "{}");

  function tell() {
    if (!all) return;
    const marked = boxes.filter((box) => box.checked).length;
    all.checked = marked > 0 && marked === boxes.length;
    all.indeterminate = marked > 0 && marked < boxes.length;
    told.textContent = marked ? `${marked} marked` : "";
  }

  function markAll(marked) {
    for (const box of boxes) box.checked = marked;
    tell();
  }

  function here() {
    return rows.findIndex((row) => row.contains(document.activeElement));
  }

  function go(step) {
    const at = here();
    const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
    rows[next]?.querySelector("a")?.focus();
  }

  function mark() {
    const box = rows[here()]?.querySelector("input[name='chosen']");
    if (!box) return;
    box.checked = !box.checked;
    tell();
  }

  const acts = {
    j: () => go(1),
    k: () => go(-1),
    o: () => rows[here()]?.querySelector("a")?.click(),
    x: mark,
    a: () => markAll(boxes.some((box) => !box.checked)),
    f: () => document.querySelector("[data-list-filter]")?.focus(),
    n: () => document.querySelector("nav a[rel='next']")?.click(),
    p: () => document.querySelector("nav a[rel='prev']")?.click(),
  };

  function isTyping(target) {
    return target.closest("input:not([type='checkbox']):not([type='radio']), textarea, select, [contenteditable]");
  }

  function pressed(event) {
    const act = Object.hasOwn(acts, event.key) && acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("[aria-modal='true']:not([aria-hidden='true'])")) return;
    event.preventDefault();
    act();
  }

  if (config.KEYBOARD_SHORTCUTS_ENABLED !== false) document.addEventListener("keydown", pressed);
  if (all) {
    all.closest("[hidden]")?.removeAttribute("hidden");
    all.addEventListener("change", () => markAll(all.checked));
    table.addEventListener("change", tell);
    window.addEventListener("pageshow", tell);
    tell();
  }
})();
