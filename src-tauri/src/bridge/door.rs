//! Who may ask: a page that the bridge itself served, by a name that no other site can resolve to it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

const COOKIE: &str = "nadi_seat";

/// The names under which this bridge may be asked.
#[derive(Clone)]
pub(super) struct Door([String; 2]);

impl Door {
    pub(super) fn new(port: u16) -> Self {
        Self(["localhost", "127.0.0.1"].map(|host| format!("{host}:{port}")))
    }

    /// A name that another site made point here has the wrong `Host`; a request that another site's page
    /// sends has the wrong `Origin`.
    fn opens(&self, headers: &HeaderMap) -> bool {
        let ours = |name: &str| self.0.iter().any(|own| own == name);
        let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
        let host = text(header::HOST).is_some_and(ours);
        let origin = text(header::ORIGIN).is_none_or(|origin| origin.strip_prefix("http://").is_some_and(ours));
        host && origin
    }
}

/// Turns strangers away and gives a browser its seat.
pub(super) async fn keep(State(door): State<Door>, request: Request, next: Next) -> Response {
    if !door.opens(request.headers()) {
        return (StatusCode::FORBIDDEN, "this is not for other sites").into_response();
    }
    let known = seat(request.headers()).is_some();
    let mut response = next.run(request).await;
    if !known && let Some(cookie) = new_seat() {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The name of a browser's seat.
pub(super) fn seat(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE && value.len() == 32)
        .map(|(_, value)| value.to_owned())
}

fn new_seat() -> Option<HeaderValue> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    let name: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("{COOKIE}={name}; HttpOnly; SameSite=Strict; Path=/")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(host: &'static str, origin: Option<&'static str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        Door::new(4173).opens(&headers)
    }

    #[test]
    fn only_our_own_pages_come_in() {
        assert!(opens("localhost:4173", None));
        assert!(opens("127.0.0.1:4173", Some("http://localhost:4173")));
        assert!(!opens("nadi.example:4173", None));
        assert!(!opens("localhost:4173", Some("https://nadi.example")));
        assert!(!opens("localhost:4173", Some("null")));
    }
}
