//! `POST /sandbox/faults` and `POST /sandbox/gateway`: things go wrong.

use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;

use crate::{Fault, Impossible, Sandbox};

/// `{"route": "POST /channels/{id}/messages", "fault": {"status": 500}, "times": 1, "after_effect": true}`
#[derive(Debug, Deserialize)]
pub(super) struct FaultRequest {
    route: String,
    fault: AskedFault,
    times: Option<usize>,
    every: Option<usize>,
    #[serde(default)]
    after_effect: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AskedFault {
    Status(u16),
    Answer {
        status: u16,
        body: Value,
    },
    RateLimited {
        retry_after: Value,
        #[serde(default)]
        global: bool,
        #[serde(default)]
        scope: String,
    },
    Hang,
    Cut,
    DelayMs(i64),
}

/// Sets a fault.
pub(super) fn set(sandbox: &Sandbox, asked: FaultRequest) -> Result<(), Impossible> {
    if !asked.route.contains(' ') && asked.route != "*" {
        return Err(Impossible(
            "a route is a method and a path: POST /channels/{id}/messages".to_owned(),
        ));
    }
    let fault = match asked.fault {
        AskedFault::Status(status) => Fault::Status(status),
        AskedFault::Answer { status, body } => Fault::Answer(status, body),
        AskedFault::RateLimited {
            retry_after,
            global,
            scope,
        } => {
            let scope = match scope.as_str() {
                "shared" => "shared",
                "global" => "global",
                _ => "user",
            };
            Fault::RateLimited {
                retry_after,
                global,
                scope,
            }
        }
        AskedFault::Hang => Fault::Hang,
        AskedFault::Cut => Fault::Cut,
        AskedFault::DelayMs(ms) => Fault::Delay(TimeDelta::milliseconds(ms)),
    };
    let mut handle = sandbox.fault(&asked.route, fault);
    if let Some(times) = asked.times {
        handle = handle.times(times);
    }
    if let Some(every) = asked.every {
        handle = handle.every(every);
    }
    if asked.after_effect {
        handle.after_effect();
    }
    Ok(())
}

/// `{"do": "drop_socket"}`, `{"do": "close", "code": 4000}`, …
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum GatewayAsked {
    DropSocket,
    Close { code: u16 },
    CloseWithoutCode,
    Reconnect,
    InvalidSession { resumable: bool },
    Stall { stalled: bool },
    RefuseConnections { refused: bool },
    Hold,
    StopHolding,
}

/// Makes the gateway go wrong.
pub(super) fn gateway(sandbox: &Sandbox, asked: &GatewayAsked) {
    let gateway = sandbox.gateway();
    match asked {
        GatewayAsked::DropSocket => gateway.drop_socket(),
        GatewayAsked::Close { code } => gateway.close(*code),
        GatewayAsked::CloseWithoutCode => gateway.close_without_code(),
        GatewayAsked::Reconnect => gateway.reconnect(),
        GatewayAsked::InvalidSession { resumable } => gateway.invalid_session(*resumable),
        GatewayAsked::Stall { stalled } => gateway.stall(*stalled),
        GatewayAsked::RefuseConnections { refused } => gateway.refuse_connections(*refused),
        // What was held arrives with the next resume.
        GatewayAsked::Hold => drop(gateway.hold()),
        GatewayAsked::StopHolding => gateway.stop_holding(),
    }
}
