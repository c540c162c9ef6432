// A proof of work for a public form: the browser spends a moment, which a flood cannot afford.
//
//   <input type="hidden" name="proof" data-proof="{challenge as JSON}" data-proof-worker="{url}">
//
// The field gets what `altcha.verify_solution` reads. Without JavaScript it stays empty and the
// form goes through all the same, under a stricter limit.
for (const field of document.querySelectorAll("[data-proof]")) {
  const challenge = JSON.parse(field.dataset.proof);
  const worker = new Worker(field.dataset.proofWorker);
  worker.addEventListener("message", ({ data: solution }) => {
    worker.terminate();
    if (solution && !solution.error) field.value = btoa(JSON.stringify({ challenge, solution }));
  });
  worker.postMessage({ type: "work", challenge, counterStart: 0, counterStep: 1 });
}
