// Keys of the labelling page. Everything here can be done without it: it saves waiting and reaching for the mouse.
// Keys are read by their place on the keyboard (event.code), never while text is being composed or typed.
"use strict";

(() => {
  const holder = document.getElementById("card");
  if (!holder) return;
  const spoken = document.getElementById("spoken");
  const toast = document.getElementById("toast");
  const keys = document.getElementById("keys");
  const drawer = document.getElementById("drawer-frame");
  let sending = Promise.resolve();
  let waiting = 0;
  let staging = false;

  const card = () => holder.querySelector("[data-card]");
  const form = () => holder.querySelector("[data-decision]");

  function tell(words, loud) {
    if (loud) {
      toast.textContent = words;
      toast.hidden = false;
    } else {
      toast.hidden = true;
      spoken.textContent = words;
    }
  }

  function setStaging(on) {
    staging = on;
    const stages = holder.querySelector("[data-stages]");
    if (stages) stages.classList.toggle("staging", on);
  }

  function touch() {
    const here = card();
    if (here) here.classList.remove("untouched");
    tell("", false);
  }

  function place(node, { url = true } = {}) {
    holder.replaceChildren(node);
    setStaging(false);
    if (window.htmx) window.htmx.process(node);
    if (url && node.dataset.url) history.pushState({}, "", node.dataset.url);
    const suggested = node.querySelector(".chip.suggested input[name=area]");
    if (suggested && drawer.open) document.getElementById(`entry-${suggested.value}`).open = true;
    const text = node.querySelector("[data-passage-text]");
    if (text) text.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  function parse(html) {
    return new DOMParser().parseFromString(html, "text/html");
  }

  function keepAhead(page) {
    const fresh = page.getElementById("ahead");
    const old = document.getElementById("ahead");
    if (fresh) {
      if (old) old.replaceWith(document.importNode(fresh, true));
      else holder.after(document.importNode(fresh, true));
    }
    const work = page.getElementById("work");
    if (work) document.getElementById("work").replaceWith(document.importNode(work, true));
  }

  function takeAhead() {
    const template = document.getElementById("ahead");
    if (!template) return null;
    const node = template.content.querySelector("[data-card]");
    template.remove();
    return node ? document.importNode(node, true) : null;
  }

  function putBack(node, displaced) {
    const template = document.createElement("template");
    template.id = "ahead";
    if (displaced) template.content.append(displaced);
    const old = document.getElementById("ahead");
    if (old) old.remove();
    holder.after(template);
    place(node);
  }

  function inTurn(task) {
    waiting += 1;
    sending = sending.then(task).finally(() => { waiting -= 1; });
    return sending;
  }

  async function accept() {
    // the passage after is made ready while this one is read; a quicker hand waits for it
    if (!document.getElementById("ahead") && waiting) await sending;
    const decision = form();
    if (!decision) return;
    const data = new FormData(decision);
    if (!data.has("area") && !data.has("none") && !data.has("unsure")) {
      tell(spoken.dataset.choose, true);
      return;
    }
    const before = card();
    const next = takeAhead();
    if (next) {
      data.append("ahead", next.dataset.passage || "");
      place(next);
      tell(spoken.dataset.saved, false);
    }
    await inTurn(async () => {
      let answer;
      try {
        answer = await fetch(decision.getAttribute("action"), {
          method: "POST", body: new URLSearchParams(data), headers: { "X-Part": "ahead" },
        });
      } catch {
        putBack(before, next);
        tell(spoken.dataset.lost, true);
        return;
      }
      if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status >= 500) {
        putBack(before, next);
        tell(spoken.dataset.lost, true);
        return;
      }
      const page = parse(await answer.text());
      if (answer.ok) {
        keepAhead(page);
        if (!next) { const ready = takeAhead(); if (ready) place(ready); }
        return;
      }
      const refused = page.querySelector("[data-card]");
      putBack(refused ? document.importNode(refused, true) : before, next);
    });
  }

  async function undo() {
    await sending;
    const undoing = document.getElementById("undo-form");
    await inTurn(async () => {
      let answer;
      try {
        answer = await fetch(undoing.getAttribute("action"), {
          method: "POST", body: new URLSearchParams(new FormData(undoing)), headers: { "X-Part": "both" },
        });
      } catch {
        tell(spoken.dataset.lost, true);
        return;
      }
      if (answer.status === 404) { tell(spoken.dataset.nothing, true); return; }
      if (answer.ok && new URL(answer.url).pathname.startsWith("/doi-chieu/")) { location.assign(answer.url); return; }
      if (!answer.ok || answer.redirected) { tell(spoken.dataset.lost, true); return; }
      const page = parse(await answer.text());
      const node = page.querySelector("body > [data-card]");
      keepAhead(page);
      if (node) {
        place(document.importNode(node, true));
        touch();
        const said = holder.querySelector("[data-said]");
        if (said) tell(said.textContent, false);
      }
    });
  }

  function toggleArea(code) {
    const box = holder.querySelector(`input[name="area"][value="${CSS.escape(code)}"]`);
    if (!box) return;
    box.checked = !box.checked;
    changed(box);
  }

  function toggleNone() {
    const box = holder.querySelector('input[name="none"]');
    if (!box) return;
    box.checked = !box.checked;
    changed(box);
  }

  function changed(box) {
    touch();
    if (box.name === "none" && box.checked) {
      for (const other of holder.querySelectorAll('input[name="area"]')) other.checked = false;
    }
    if (box.name === "area" && box.checked) {
      const none = holder.querySelector('input[name="none"]');
      if (none) none.checked = false;
    }
  }

  function toggleUnsure() {
    const box = holder.querySelector('input[name="unsure"]');
    if (!box) return;
    box.checked = !box.checked;
    touch();
  }

  function openEntry(code) {
    const entry = document.getElementById(`entry-${code}`);
    if (!entry) return;
    drawer.open = true;
    entry.open = true;
    entry.scrollIntoView({ block: "nearest" });
  }

  function skip() {
    const link = holder.querySelector("[data-skip]");
    if (link) link.click();
  }

  const ONCE = {
    KeyU: toggleUnsure,
    KeyS: () => setStaging(!staging),
    KeyN: () => { const note = holder.querySelector("textarea"); if (note) note.focus(); },
    KeyZ: undo,
    KeyB: skip,
    KeyC: () => { drawer.open = !drawer.open; },
    Escape: () => setStaging(false),
  };

  function digitOf(code) {
    const found = /^(?:Digit|Numpad)([0-9])$/.exec(code);
    return found ? found[1] : null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const field = event.target.closest("textarea, input:not([type=checkbox]):not([type=radio]), select, [contenteditable]");
    if (field) {
      if (event.key === "Escape") field.blur();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field.closest("[data-decision]")) {
        event.preventDefault();
        accept();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") { event.preventDefault(); keys.open = !keys.open; return; }
    if (event.repeat) return;
    const digit = digitOf(event.code);
    if (digit !== null) {
      event.preventDefault();
      if (event.shiftKey) openEntry(digit);
      else if (staging) {
        const boxes = holder.querySelectorAll('input[name="stage"]');
        if (boxes[Number(digit)]) { boxes[Number(digit)].checked = true; touch(); }
        setStaging(false);
      } else if (digit === "0") toggleNone();
      else toggleArea(digit);
      return;
    }
    if (event.shiftKey) return;
    if (event.code === "Enter" || event.code === "NumpadEnter") {
      if (event.target.closest("a, summary, button:not([data-accept])")) return;
      event.preventDefault();
      accept();
      return;
    }
    const act = ONCE[event.code];
    if (act) { event.preventDefault(); act(); }
  });

  holder.addEventListener("change", (event) => changed(event.target));

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-decision]")) { event.preventDefault(); accept(); }
    if (event.target.id === "undo-form") { event.preventDefault(); undo(); }
  });

  window.addEventListener("popstate", () => location.reload());
  window.addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });

  if (window.matchMedia("(max-width: 60rem)").matches) drawer.open = false;
})();
