// The form of a quote by keyboard: Enter in a line begins another below it, Alt with an arrow moves
// it, Ctrl and Enter save. Everything else, sums and prices too, is the server's.
const form = document.querySelector("[data-writing]");
form.querySelector("[data-keys]").hidden = false;

form.addEventListener("keydown", (event) => {
  const line = event.target.closest("[data-line]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-save]"));
  } else if (event.key === "Enter" && event.target.matches("input, select")) {
    event.preventDefault();
    if (line) addAfter(line);
    else if (event.target.matches("[data-find]")) event.target.nextElementSibling.click();
  } else if (line && event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    moveWith(line, event.key === "ArrowUp" ? "[data-up]" : "[data-down]");
  }
});

function addAfter(line) {
  const button = form.querySelector("[data-add]");
  button.value = `add-${line.dataset.line}`;
  button.click();
  button.value = "add";
}

// The line is drawn anew where it goes; the cursor stays with what was being written.
function moveWith(line, way) {
  const id = document.activeElement.id;
  document.addEventListener("htmx:afterSettle", () => document.getElementById(id)?.focus(), {
    once: true,
  });
  line.querySelector(way).click();
}
