/* Đối chiếu: 1-7 and 0 toggle areas, Q W E choose the cause, N note, Enter saves, Z takes back, B goes on. */
"use strict";

const form = document.querySelector("[data-settle]");
const composing = (event) => event.isComposing || event.keyCode === 229;
const writing = (target) => target.closest("textarea, input:not([type=checkbox]):not([type=radio]), select");

const toggle = (box) => {
  if (!box) return;
  box.checked = box.type === "radio" || !box.checked;
  box.focus();
  if (box.checked && (box.name === "none" || box.name === "area")) {
    const others = form.querySelectorAll(box.name === "none" ? "[name=area]" : "[name=none]");
    others.forEach((other) => { other.checked = false; });
  }
};

const choose = {
  q: () => toggle(form.querySelectorAll("[name=cause]")[0]),
  w: () => toggle(form.querySelectorAll("[name=cause]")[1]),
  e: () => toggle(form.querySelectorAll("[name=cause]")[2]),
  n: () => form.querySelector("textarea").focus(),
  b: () => document.querySelector("[data-skip]")?.click(),
  z: () => document.querySelector("[data-undo-own], [data-undo-before]")?.requestSubmit(),
  enter: () => form.requestSubmit(),
};

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.repeat || composing(event)) return;
  if (event.key === "Escape") { document.activeElement.blur(); return; }
  if (writing(event.target) || (event.key === "Enter" && event.target.closest("a, button, summary"))) return;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  const name = digit && !event.shiftKey ? digit[1] : event.key.toLowerCase();
  if (digit) toggle(form.querySelector(name === "0" ? "[name=none]" : `[name=area][value="${name}"]`));
  else if (choose[name]) choose[name]();
  else return;
  event.preventDefault();
});

form?.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.checked || (box.name !== "none" && box.name !== "area")) return;
  form.querySelectorAll(box.name === "none" ? "[name=area]" : "[name=none]").forEach((other) => { other.checked = false; });
});
