// Loads the interface. The content policy allows no inline script, so this is a file of its own.
import init from './nadi-ui.js';

// The icons become part of the page once: a reference into another file is loaded anew for each use.
async function icons() {
  const sprite = await (await fetch(new URL('icons.svg', import.meta.url))).text();
  const svg = new DOMParser().parseFromString(sprite, 'image/svg+xml').documentElement;
  svg.setAttribute('hidden', '');
  svg.setAttribute('aria-hidden', 'true');
  document.body.append(document.adoptNode(svg));
}

icons();
init({ module_or_path: new URL('nadi-ui_bg.wasm', import.meta.url) });
