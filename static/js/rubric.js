/* A rating from the keyboard: on a rubric's card, 1 to 5 choose the step and u or 0 says "we do not know".
   A click is made, as the mouse would: the card is chosen, and the preview hears of it. */
(function () {
  "use strict";

  // Some keyboards (French, Arabic) give a digit only with Shift, or in letters of their own: its place tells.
  function digit(event) {
    if (/^[0-5]$/.test(event.key)) return event.key;
    var place = event.shiftKey ? null : /^Digit([0-5])$/.exec(event.code);
    return place ? place[1] : "";
  }

  document.addEventListener("keydown", function (event) {
    var radio = event.target;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.documentElement.dataset.keys === "off" || !radio.matches(".rubric input[type=radio]")) return;
    var number = event.key === "u" ? "0" : digit(event);
    if (!number) return;
    var card = number === "0" ? ".rubric__unknown input" : ".rubric__step input[value='" + number + "']";
    var wanted = radio.closest(".rubric").querySelector(card);
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    wanted.click();
  });
})();
