// Comfort only: whatever is under the pointer or has the focus lights up its text, its note and its line below.
"use strict";
let lit = [];
const light = (event) => {
  for (const element of lit) element.classList.remove("on");
  lit = [];
  const from = event.target.closest("[data-s], [data-n]");
  const doc = from ? from.closest(".doc") : null;
  if (!doc) return;
  const numbers = (from.dataset.s || from.dataset.n).split(" ");
  lit = [...doc.querySelectorAll(numbers.map((n) => `[data-s~="${n}"]`).join(","))];
  for (const element of lit) element.classList.add("on");
};
document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
