//! The interface in an ordinary browser, for development: the same dispatcher over the loopback address.
//!
//! A page from elsewhere cannot drive it: the `Host` and `Origin` of each request must be ours, and each
//! browser has a seat of its own, named by a random cookie.

#[cfg(not(debug_assertions))]
compile_error!("the bridge is for development: build it without --release");

mod assets;
mod changes;
mod door;

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Query, State},
    http::{HeaderMap, StatusCode},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use clap::Args;
use clinic::{Clinic, Seat};
use model::Fault;
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Runtime, task};

use self::{changes::Changes, door::Door};
use crate::{failure::Failure, profile};

/// As long as the longest line of `nadi rpc`.
const LONGEST: usize = 128 * 1024 * 1024;

/// Where the bridge listens, and what it serves.
#[derive(Args)]
pub(crate) struct Bridge {
    /// Port on the loopback address
    #[arg(long, default_value_t = 4173)]
    port: u16,
    /// The built interface
    #[arg(long, value_name = "DIR", default_value = "ui/dist")]
    assets: PathBuf,
}

impl Bridge {
    /// Serves until Ctrl-C.
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let clinic = Arc::new(profile::open(home)?);
        let served = Arc::new(Served::new(Arc::clone(&clinic), self.assets));
        let outcome = Runtime::new().and_then(|runtime| runtime.block_on(serve(self.port, served)));
        clinic.close()?;
        outcome.map_err(|fault| {
            Failure::plain(format!("Port {} cannot be served: {fault}; give another with --port.", self.port))
        })
    }
}

/// What all requests share.
struct Served {
    clinic: Arc<Clinic>,
    seats: Mutex<HashMap<String, Arc<Seat>>>,
    changes: Arc<Changes>,
    assets: PathBuf,
}

impl Served {
    fn new(clinic: Arc<Clinic>, assets: PathBuf) -> Self {
        let changes = Arc::new(Changes::default());
        let announced = Arc::clone(&changes);
        clinic.subscribe(move |change| {
            if let Ok(change) = serde_json::to_value(change) {
                announced.announce(change);
            }
        });
        Self { clinic, seats: Mutex::default(), changes, assets }
    }

    /// The place of one browser; a new name gets a new one.
    fn seat(&self, name: &str) -> Arc<Seat> {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        let seat = seats.entry(name.to_owned()).or_insert_with(|| Arc::new(self.clinic.seat()));
        Arc::clone(seat)
    }
}

async fn serve(port: u16, served: Arc<Served>) -> std::io::Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).await?;
    let routes = Router::new()
        .route("/call", post(call))
        .route("/events", get(events))
        .fallback(assets::serve)
        .layer(DefaultBodyLimit::max(LONGEST))
        .layer(middleware::from_fn_with_state(Door::new(port), door::keep))
        .with_state(served);
    eprintln!("nadi: http://localhost:{port}");
    axum::serve(listener, routes).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await
}

/// `{"call": …, "args": {…}}` to `{"ok": …}` or `{"error": …}`.
async fn call(State(served): State<Arc<Served>>, headers: HeaderMap, Json(mut request): Json<Value>) -> Response {
    let Some(name) = door::seat(&headers) else {
        return (StatusCode::FORBIDDEN, "open the page first").into_response();
    };
    let args = request["args"].take();
    let call = request["call"].as_str().unwrap_or_default().to_owned();
    let done = task::spawn_blocking(move || {
        let seat = served.seat(&name);
        served.clinic.dispatch(&seat, &call, args)
    });
    Json(match done.await.unwrap_or_else(|_| Err(Fault::new("internal"))) {
        Ok(ok) => json!({ "ok": ok }),
        Err(fault) => json!({ "error": fault }),
    })
    .into_response()
}

/// What changed since `?after=N`: `{"at": N, "changes": […]}`. Waits a while where nothing has.
async fn events(State(served): State<Arc<Served>>, Query(query): Query<HashMap<String, u64>>) -> Json<Value> {
    let (at, changes) = served.changes.after(query.get("after").copied()).await;
    Json(json!({ "at": at, "changes": changes }))
}
