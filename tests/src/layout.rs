//! Whether everything on a screen can be seen, and has a name to be read out.

/// Finds what cannot be seen whole, and what a screen reader has no name for: a list of sentences, one for each fault.
///
/// An element may scroll what is in it, and may shorten a line with an ellipsis; it may not cut anything
/// off. Text for screen readers alone is not looked at.
pub(crate) const FAULTS: &str = r#"
const faults = [];
const page = document.documentElement;
const name = (el) => {
  const text = (el.textContent || el.value || '').trim().replace(/\s+/g, ' ').slice(0, 40);
  const kind = [...el.classList].map((c) => '.' + c).join('');
  return `<${el.localName}${el.id ? '#' + el.id : ''}${kind}> "${text}"`;
};
const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll';

if (page.scrollWidth > page.clientWidth || document.body.scrollWidth > document.body.clientWidth + 1) {
  faults.push(`the page scrolls sideways: ${page.scrollWidth} in ${page.clientWidth}`);
}
if (page.scrollHeight > page.clientHeight + 1) {
  faults.push(`the window itself scrolls: ${page.scrollHeight} in ${page.clientHeight}`);
}
for (const el of document.body.querySelectorAll('*')) {
  const box = el.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1) continue;
  // The skip link waits above the page until it has the focus.
  if (box.bottom <= 0 || el.closest('.sr')) continue;
  if (!el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  const says = el.matches('input, select, textarea, button, img, svg')
    || [...el.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!says) continue;
  const style = getComputedStyle(el);
  if (!el.matches('input, textarea, select, svg')) {
    if (hides(style.overflowX) && style.textOverflow !== 'ellipsis' && el.scrollWidth > el.clientWidth + 1) {
      faults.push(`${name(el)} is cut at its side: ${el.scrollWidth} in ${el.clientWidth}`);
    }
    if (hides(style.overflowY) && el.scrollHeight > el.clientHeight + 2) {
      faults.push(`${name(el)} is cut at its foot: ${el.scrollHeight} in ${el.clientHeight}`);
    }
  }
  let sideways = true;
  let upright = true;
  for (let up = el.parentElement; up; up = up.parentElement) {
    const around = getComputedStyle(up);
    const whole = up === document.body || up === page;
    const edge = whole ? new DOMRect(0, 0, innerWidth, innerHeight) : up.getBoundingClientRect();
    if (edge.width <= 1 || edge.height <= 1) { sideways = upright = false; break; }
    if (scrolls(around.overflowX) && !whole) sideways = false;
    if (scrolls(around.overflowY)) upright = false;
    if (sideways && (whole || hides(around.overflowX)) && (box.left < edge.left - 1 || box.right > edge.right + 1)) {
      faults.push(`${name(el)} reaches over the side of ${name(up).slice(0, 40)}`);
      break;
    }
    if (upright && hides(around.overflowY) && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1)) {
      faults.push(`${name(el)} reaches over the end of ${name(up).slice(0, 40)}`);
      break;
    }
    if (getComputedStyle(el).position === 'fixed') break;
  }
}
// Whoever types sees the whole field: what is asked, what is wrong, what helps. Nothing sticky lies over it.
const field = document.activeElement?.closest('.field');
for (const part of field?.querySelectorAll('.label, input:not([type=radio]), .error, .okline, .hint') || []) {
  const box = part.getBoundingClientRect();
  const ends = [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2]];
  if (box.height > 1 && !ends.every(([x, y]) => field.contains(document.elementFromPoint(x, y)))) {
    faults.push(`${name(part)} of the field with the focus is out of sight`);
  }
}
// What is read out: each control and heading has a name, each part of the page one of its own, each id is one element's.
const read = [...document.body.querySelectorAll('*')].filter((el) => el.checkVisibility({ visibilityProperty: true }));
const of = (el, list) => (el.getAttribute(list) || '').split(' ').map((id) => document.getElementById(id)?.textContent);
const called = (el) => [el.getAttribute('aria-label'), ...of(el, 'aria-labelledby'), el.textContent, el.title, el.alt,
  ...[...(el.labels || [])].map((label) => label.textContent)].find((text) => text?.trim()) || '';
for (const el of read) {
  const wants = el.matches('a[href], button, input, select, textarea, th:not([role=presentation]), h1, h2, h3, dialog');
  if (wants && !el.closest('[aria-hidden=true]') && !called(el)) faults.push(`${name(el)} has no name`);
}
const twice = (all, what) => {
  const before = new Set();
  for (const one of all) {
    if (before.has(one)) faults.push(`${what} ${one} is there twice`);
    before.add(one);
  }
};
const parts = read.filter((el) => el.matches('section[aria-label], form[aria-label], aside, nav, main'));
twice(parts.map((el) => `<${el.localName}> "${el.getAttribute('aria-label') || ''}"`), 'the part');
twice(read.filter((el) => el.id && !el.closest('svg')).map((el) => '#' + el.id), 'the id');
return faults;
"#;
