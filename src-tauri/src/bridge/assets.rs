//! The built interface as files, under the content policy of the window.

use std::{
    path::{Component, Path},
    sync::Arc,
};

use axum::{
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use tokio::task;

use super::Served;

pub(super) async fn serve(State(served): State<Arc<Served>>, uri: Uri) -> Response {
    let name = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if !plain {
        return StatusCode::NOT_FOUND.into_response();
    }
    let file = served.assets.join(name);
    match task::spawn_blocking(move || std::fs::read(file)).await {
        Ok(Ok(content)) => {
            let headers = [
                (header::CONTENT_TYPE, kind(name).to_owned()),
                (header::CONTENT_SECURITY_POLICY, policy()),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, content).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn kind(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The policy of the window, so that what works here works there.
fn policy() -> String {
    let config: Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap_or_default();
    let rules = config["app"]["security"]["csp"].as_object().into_iter().flatten();
    rules
        .map(|(name, sources)| format!("{name} {}", sources.as_str().unwrap_or_default()))
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_windows_own() {
        let policy = policy();
        assert!(policy.contains("default-src 'none'"));
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"));
    }
}
