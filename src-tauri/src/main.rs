//! x
fn main() {
    let context: tauri::Context = tauri::generate_context!();
    let _ = tauri::Builder::default().run(context);
}
