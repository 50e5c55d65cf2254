// The packing page takes scans as fast as they are typed. Each gets a key here and waits in the
// browser until the server has answered it, in order; sent twice, it is done once. What is in a
// parcel only the server says.
(() => {
  const page = document.getElementById("packing");
  if (!page) return;
  const form = document.getElementById("packing-form");
  const field = document.getElementById("packing-code");
  const answer = document.getElementById("packing-answer");
  const parcel = document.getElementById("packing-parcel");
  const waiting = document.getElementById("packing-waiting");
  const paper = document.getElementById("packing-paper");
  const soundButton = document.getElementById("packing-sound");
  const sounds = window.packingSounds;
  const KEY = `packing-scans-${page.dataset.packer}`;
  const AGAIN = 2000; // milliseconds until a scan without an answer is sent again
  const PATIENCE = 10000; // for one answer
  const MOST_FAILURES = 3; // of the server at one scan; then the packer has to scan it again
  let token = form.elements.csrfmiddlewaretoken.value;
  let memory = [];
  let isSending = false;
  let failures = 0;
  let timer = 0;

  // ---- Scans that wait ------------------------------------------------------------------------
  function scans() {
    try {
      return JSON.parse(window.localStorage.getItem(KEY) || "[]");
    } catch {
      return memory;
    }
  }

  function keep(rows) {
    memory = rows;
    try {
      window.localStorage.setItem(KEY, JSON.stringify(rows));
    } catch {
      // No storage: they wait in this page only.
    }
  }

  function newKey() {
    if (window.crypto.randomUUID) return window.crypto.randomUUID();
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function take(code) {
    if (!code) return;
    if (code.toUpperCase() === page.dataset.mute) {
      switchSound();
      return;
    }
    keep([...scans(), { scan: newKey(), code, at: performance.timeOrigin + performance.now() }]);
    if (answer.dataset.kind === "waiting") sounds.play("waiting");
    if (isSending) waiting.textContent = `${scans().length} waiting`;
    send();
  }

  function forget(key) {
    keep(scans().filter((row) => row.scan !== key));
  }

  // ---- Sending them, one at a time ----------------------------------------------------------------
  async function send() {
    if (isSending) return;
    isSending = true;
    window.clearTimeout(timer);
    try {
      for (let row = scans()[0]; row; row = scans()[0]) await deliver(row);
      waiting.textContent = "";
    } catch (problem) {
      hold(problem);
    } finally {
      isSending = false;
    }
  }

  async function deliver(row) {
    let reply = await ask(row);
    if (reply.status === 403) {
      await renew();
      reply = await ask(row);
      if (reply.status === 403) throw new Error("signed out");
    }
    if (reply.status >= 500) {
      failures += 1;
      if (failures < MOST_FAILURES) throw new Error("The server has a fault");
    }
    failures = 0;
    const said = await reply.json().catch(() => ({ text: "The server has a fault. Scan it again." }));
    forget(row.scan);
    if (reply.ok) show(row, said);
    else show(row, { kind: "unknown", label: "Not taken", text: `${row.code}: ${said.text}` });
  }

  function ask(row) {
    return fetch(page.dataset.address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
      body: new URLSearchParams({ code: row.code, scan: row.scan }),
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  // The session may have got another token since the page was made; or it has ended.
  async function renew() {
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
    const reply = await fetch(page.dataset.address, { headers });
    if (reply.status === 403) throw new Error("signed out");
    if (!reply.ok) throw new Error("The server has a fault");
    const fresh = (await reply.json()).token;
    token = fresh;
    form.elements.csrfmiddlewaretoken.value = fresh;
  }

  function hold(problem) {
    const count = scans().length;
    const many = count === 1 ? "1 scan waits" : `${count} scans wait`;
    const isOut = problem.message === "signed out";
    waiting.textContent = isOut
      ? `${many}. You are signed out: sign in again in another tab, and they are sent.`
      : `${many} for the line. They are sent when it is back; go on scanning.`;
    if (answer.dataset.kind !== "waiting") {
      say("waiting", "Waiting", isOut ? "Sign in again." : "No answer from the server yet.");
      sounds.play("lost");
    }
    timer = window.setTimeout(send, AGAIN);
  }

  // ---- What is shown ----------------------------------------------------------------------------
  function say(kind, label, text) {
    answer.dataset.kind = kind;
    const lines = [["packing__label", label], ["packing__text", text]].map(([name, words]) => {
      const line = document.createElement("p");
      line.className = name;
      line.textContent = words;
      return line;
    });
    answer.replaceChildren(...lines);
  }

  function show(row, said) {
    say(said.kind, said.label, said.kind === "unknown" ? `${row.code}: ${said.text}` : said.text);
    if (said.html !== undefined) parcel.innerHTML = said.html;
    sounds.play(said.kind);
    const left = scans().length;
    waiting.textContent = left ? `${left} waiting` : "";
    if (said.slip) print(said.slip);
    const took = performance.timeOrigin + performance.now() - row.at;
    const detail = { scan: row.scan, code: row.code, kind: said.kind, milliseconds: took };
    page.dispatchEvent(new CustomEvent("packing:answered", { detail }));
  }

  function print(address) {
    paper.onload = () => {
      try {
        paper.contentWindow.print();
      } catch {
        window.open(address, "_blank", "noopener");
      }
      field.focus();
    };
    paper.src = address;
  }

  function switchSound() {
    sounds.mute(!sounds.isMuted());
    showSound();
    say("noted", sounds.isMuted() ? "Sound off" : "Sound on", "Scan on.");
    sounds.play("noted");
  }

  function showSound() {
    soundButton.hidden = false;
    soundButton.setAttribute("aria-pressed", String(!sounds.isMuted()));
    soundButton.textContent = sounds.isMuted() ? "Sound is off" : "Sound is on";
  }

  // ---- The focus is where a scanner types ---------------------------------------------------------
  // Tab still leads everywhere; a character typed at anything but a field goes into ours.
  function isTypedElsewhere(event) {
    const target = event.target;
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (target.closest("input, textarea, select, [contenteditable]")) return false;
    return !(event.key === " " && target.closest("button, a, summary"));
  }

  document.addEventListener("keydown", (event) => {
    if (isTypedElsewhere(event)) field.focus();
  }, true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, input, select, textarea, summary, label")) field.focus();
  });
  for (const moment of ["focus", "pageshow"]) window.addEventListener(moment, () => field.focus());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) field.focus();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = field.value.trim();
    field.value = "";
    field.focus();
    take(code);
  });
  soundButton.addEventListener("click", () => {
    switchSound();
    field.focus();
  });
  window.addEventListener("online", send);

  showSound();
  field.focus();
  if (scans().length) send();
})();
