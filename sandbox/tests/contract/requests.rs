//! A request and its answer.

use sandbox::Recorded;
use serde_json::{Value, json};

use super::description::{Description, Operation};
use super::{Violation, exceptions, messages};

/// Whether the sandbox refused a request for its form or size. It is not held against anybody: that is what the refusal is for.
pub fn is_refused(recorded: &Recorded) -> bool {
    matches!(recorded.status, 400 | 413) && !recorded.faulted
}

/// What breaks the contract in a request that was let through and in its answer.
///
/// An answer that a fault made is no answer of the sandbox.
pub fn violations(recorded: &Recorded) -> Vec<Violation> {
    // The template, because paths have ids and tokens in them.
    let place = if recorded.route.is_empty() {
        &recorded.path
    } else {
        &recorded.route
    };
    let name = format!("{} {place}", recorded.method);
    let mut found = Vec::new();
    let described = Description::get();
    let operation = described.and_then(|all| all.operation(&recorded.method, &recorded.path));
    let refused = is_refused(recorded);
    let no_version = recorded.answer["code"] == 50041;
    if described.is_some() && operation.is_none() && !matches!(recorded.status, 404 | 405) && !no_version {
        found.push(Violation::new(&name, "", "Discord has no such operation"));
    }
    if !refused && recorded.status != 404 {
        found.extend(messages::violations(recorded, &format!("{name}, body")));
    }
    let (Some(all), Some(operation)) = (described, operation) else {
        return found;
    };
    if !refused {
        found.extend(query(all, operation, recorded, &name));
        found.extend(body(all, operation, recorded, &format!("{name}, body")));
    }
    if !recorded.faulted {
        found.extend(answer(
            all,
            operation,
            recorded,
            &format!("{name}, answer {}", recorded.status),
        ));
    }
    found
}

/// Parameters there are, with values they may have; a switch may be `1` (see `query_switch` of the sandbox).
fn query(all: &Description, operation: Operation<'_>, recorded: &Recorded, name: &str) -> Vec<Violation> {
    let known = operation.value["parameters"].as_array();
    let pairs = recorded.query.split('&').filter(|pair| !pair.is_empty());
    let each = pairs.filter_map(|pair| {
        let (key, text) = pair.split_once('=').unwrap_or((pair, ""));
        let parameter = known
            .into_iter()
            .flatten()
            .map(|parameter| all.resolve(parameter));
        let Some(parameter) = parameter
            .into_iter()
            .find(|p| p["in"] == "query" && p["name"] == key)
        else {
            return Some(Violation::new(
                name,
                &format!("?{key}"),
                "there is no such parameter",
            ));
        };
        let read_as = [
            serde_json::from_str(text).unwrap_or(Value::Null),
            json!(text),
            json!(text == "1"),
        ];
        let fits = read_as
            .iter()
            .any(|value| all.faults(&parameter["schema"], value).is_empty());
        (!fits).then(|| Violation::new(name, &format!("?{key}"), format!("{text} is not allowed")))
    });
    each.collect()
}

fn body(all: &Description, operation: Operation<'_>, recorded: &Recorded, name: &str) -> Vec<Violation> {
    let content = &operation.value["requestBody"]["content"];
    if content.is_null() {
        let allowed = recorded.body.is_null() || recorded.body == json!({});
        return if allowed {
            Vec::new()
        } else {
            vec![Violation::new(name, "", "there must be no body")]
        };
    }
    // The files of a multipart form are not in `body`, and its `payload_json` has the form of the JSON body.
    let schema = match (operation.path.ends_with("/callback"), callback(&recorded.body)) {
        (true, Some(schema)) => schema,
        _ => content["application/json"]["schema"].clone(),
    };
    let value = if recorded.body.is_null() {
        json!({})
    } else {
        exceptions::of_request(&recorded.body)
    };
    fit(all, &schema, &value, name)
}

/// The schema of a callback by its type (`developers/interactions/receiving-and-responding.mdx`).
fn callback(body: &Value) -> Option<Value> {
    let name = match body["type"].as_u64()? {
        1 => "PongInteractionCallbackRequest",
        4 | 5 => "CreateMessageInteractionCallbackRequest",
        6 | 7 => "UpdateMessageInteractionCallbackRequest",
        8 => "ApplicationCommandAutocompleteCallbackRequest",
        9 => "ModalInteractionCallbackRequest",
        12 => "LaunchActivityInteractionCallbackRequest",
        _ => return None,
    };
    Some(Description::named(name))
}

fn answer(all: &Description, operation: Operation<'_>, recorded: &Recorded, name: &str) -> Vec<Violation> {
    match recorded.status {
        // Not the API's answer but its edge's, a page.
        403 if recorded.answer.is_string() => Vec::new(),
        429 => limited(&recorded.answer, name),
        400.. => error(all, &recorded.answer, name),
        _ => {
            let Some(response) = operation.value["responses"].get(recorded.status.to_string()) else {
                return vec![Violation::new(name, "", "Discord never answers with this status")];
            };
            let schema = &all.resolve(response)["content"]["application/json"]["schema"];
            match (schema.is_null(), recorded.answer.is_null()) {
                (true, true) => Vec::new(),
                (true, false) => vec![Violation::new(name, "", "there must be no body")],
                (false, _) => fit(all, schema, &exceptions::of_answer(&recorded.answer), name),
            }
        }
    }
}

/// `developers/topics/rate-limits.mdx`: `code` is optional. The description, which is wrong here, demands it.
fn limited(body: &Value, name: &str) -> Vec<Violation> {
    let told = body["message"].is_string() && body["retry_after"].is_f64() && body["global"].is_boolean();
    if told {
        Vec::new()
    } else {
        vec![Violation::new(
            name,
            "",
            "message, retry_after in seconds and global are required",
        )]
    }
}

fn error(all: &Description, body: &Value, name: &str) -> Vec<Violation> {
    let mut body = body.clone();
    let details = body.as_object_mut().and_then(|body| body.remove("errors"));
    let mut found = fit(all, &Description::named("ErrorResponse"), &body, name);
    // "Invalid form body": `errors` says where.
    if body["code"] == 50035 || details.is_some() {
        details_violations(&details.unwrap_or_default(), name, "/errors", &mut found);
    }
    found
}

/// `developers/reference.mdx`, Error Messages: names of fields and numbers of items lead to `_errors`, whose codes are words. The
/// description would have numbers there.
fn details_violations(details: &Value, name: &str, at: &str, found: &mut Vec<Violation>) {
    let below = details.as_object().filter(|below| !below.is_empty());
    let Some(below) = below else {
        return found.push(Violation::new(name, at, "an invalid form says where"));
    };
    for (key, value) in below {
        let at = format!("{at}/{key}");
        if key != "_errors" {
            details_violations(value, name, &at, found);
            continue;
        }
        let is_told = |error: &Value| error["code"].is_string() && error["message"].is_string();
        if !value
            .as_array()
            .is_some_and(|errors| !errors.is_empty() && errors.iter().all(is_told))
        {
            found.push(Violation::new(name, &at, "each error has a code and a message"));
        }
    }
}

/// Against a schema, and without fields that it does not know.
fn fit(all: &Description, schema: &Value, value: &Value, name: &str) -> Vec<Violation> {
    let faults = all.faults(schema, value).into_iter();
    let faults = faults.map(|(at, rule)| Violation::new(name, &at, rule));
    let unknown = all.unknown_fields(schema, value).into_iter();
    let unknown = unknown
        .filter(|at| !exceptions::may_be_there(at, value.pointer(at).unwrap_or(&Value::Null)))
        .map(|at| Violation::new(name, &at, "there is no such field"));
    faults.chain(unknown).collect()
}
