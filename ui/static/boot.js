// Loads the interface. The content policy allows no inline script, so this is a file of its own.
import init from './nadi-ui.js';

init({ module_or_path: new URL('nadi-ui_bg.wasm', import.meta.url) });
