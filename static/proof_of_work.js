/* Does the work that the form asks for (ALTCHA, SHA-256) while somebody types; sending waits for it, a few seconds at most. */
const form = document.querySelector('form[data-challenge]');

async function work({ challenge, salt, algorithm, maxNumber, signature }) {
  const encoder = new TextEncoder();
  for (let number = 0; number <= maxNumber; number++) {
    const digest = new Uint8Array(await crypto.subtle.digest(algorithm, encoder.encode(salt + number)));
    if (Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === challenge) {
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    }
  }
  return '';
}

if (form && globalThis.crypto?.subtle) {
  const field = form.elements.namedItem('work');
  const done = field.value ? Promise.resolve() : work(JSON.parse(form.dataset.challenge)).then((solution) => { field.value = solution; });
  form.addEventListener('submit', (event) => {
    if (field.value) return;
    event.preventDefault();
    const patience = new Promise((resolve) => { setTimeout(resolve, 8000); });
    Promise.race([done, patience]).then(() => form.submit());
  });
}
