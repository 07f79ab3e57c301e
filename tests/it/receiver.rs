//! A webhook's receiver: remembers what came, and answers as it is told.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

/// What came.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub headers: HeaderMap,
    pub body: String,
}

impl Delivery {
    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// An answer: status, and a header.
pub type Answer = (u16, Option<(&'static str, String)>);

#[derive(Default)]
struct Inbox {
    came: Vec<Delivery>,
    answers: VecDeque<Answer>,
}

#[derive(Clone)]
pub struct Receiver {
    inbox: Arc<Mutex<Inbox>>,
    address: SocketAddr,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inbox = Arc::new(Mutex::new(Inbox::default()));
        let app = Router::new().fallback(take).with_state(Arc::clone(&inbox));
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { inbox, address }
    }

    pub fn url(&self) -> String {
        format!("http://{}/hooks", self.address)
    }

    /// Answers the next deliveries like this, and those after them with 204.
    pub fn answers(&self, answers: &[Answer]) {
        self.inbox.lock().unwrap().answers = answers.iter().cloned().collect();
    }

    pub fn came(&self) -> Vec<Delivery> {
        self.inbox.lock().unwrap().came.clone()
    }
}

async fn take(State(inbox): State<Arc<Mutex<Inbox>>>, headers: HeaderMap, body: Bytes) -> Response {
    let mut inbox = inbox.lock().unwrap();
    inbox.came.push(Delivery {
        headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let (status, header) = inbox.answers.pop_front().unwrap_or((204, None));
    let mut answer = StatusCode::from_u16(status).unwrap().into_response();
    if let Some((name, value)) = header {
        let name = HeaderName::from_static(name);
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_str(&value).unwrap());
    }
    answer
}
