//! Declares the two IPC commands, so that the access list covers them, and checks that the pages are built.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if !std::path::Path::new("../ui/dist/index.html").is_file() {
        return Err("ui/dist is missing: run `make ui` first".into());
    }
    println!("cargo::rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(&["query", "command", "pick_folder"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
