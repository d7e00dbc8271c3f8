"use strict";
{
  const field = document.getElementById("password");
  const show = document.getElementById("show-password");
  const length = document.getElementById("password-length");

  const update = () => {
    field.type = show.checked ? "text" : "password";
    length.classList.toggle("met", [...field.value].length >= field.minLength);
  };
  const hide = () => {
    show.checked = false;
    update();
  };

  show.addEventListener("change", update);
  field.addEventListener("input", update);
  field.form.addEventListener("submit", hide); // browsers store the values of text fields
  show.parentElement.hidden = false;
  hide(); // browsers restore a checkbox when the page is loaded again
}
