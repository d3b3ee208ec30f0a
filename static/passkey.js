/* A form with data-passkey="create" or "get" asks the browser for a key before it is sent: data-options says where what that needs
   is had, the field "answer" takes what the key gave, data-trouble names what is shown when it gave nothing. */
const forms = document.querySelectorAll("form[data-passkey]");

async function answer(form) {
  const asked = await fetch(form.dataset.options, {
    method: "POST", body: new URLSearchParams({ csrf_token: form.elements.namedItem("csrf_token").value }),
  });
  if (asked.status === 401) return "";  // sent as it is, the form asks who sits there
  const options = await asked.json();
  if (!asked.ok) throw new Error(options.error);
  const create = form.dataset.passkey === "create";
  const publicKey = create
    ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
    : PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const given = await (create ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
  return JSON.stringify(given.toJSON());
}

const able = globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON;
forms.forEach((form) => {
  if (!able) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const trouble = document.getElementById(form.dataset.trouble);
    trouble.hidden = true;
    answer(form).then((text) => {
      form.elements.namedItem("answer").value = text;
      form.submit();
    }, () => { trouble.hidden = false; });
  });
});
