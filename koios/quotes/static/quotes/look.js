// A person is looking at the quote: told once, at the first press, key, wheel or touch of theirs.
// Whatever only fetches the page (a scanner of links, a preview) tells nothing.
const form = document.querySelector("[data-look]");
const GESTURES = ["pointerdown", "keydown", "wheel", "touchstart"];

function tell(event) {
  if (!event.isTrusted) return;
  GESTURES.forEach((name) => document.removeEventListener(name, tell));
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
}

GESTURES.forEach((name) => document.addEventListener(name, tell, { passive: true }));
