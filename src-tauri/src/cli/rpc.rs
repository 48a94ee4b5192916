//! `nadi rpc`: the dispatcher for scripts.

use std::{
    io::{self, BufRead, Read, Write},
    path::Path,
};

use clap::Args;
use clinic::{Clinic, Seat};
use model::Fault;
use serde_json::{Value, json};

use super::account::Account;
use crate::{failure::Failure, profile};

/// A longer line is refused unread: twice the largest list that can be brought in.
const LONGEST: usize = 128 * 1024 * 1024;

/// One JSON object a line in, one reply a line out.
#[derive(Args)]
pub(crate) struct Rpc {
    #[command(flatten)]
    account: Account,
}

impl Rpc {
    /// Answers until standard input ends.
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let clinic = profile::open(home)?;
        let seat = clinic.seat();
        let answered = self.account.sign_in(&clinic, &seat).and_then(|_| answer_all(&clinic, &seat).map_err(broken));
        // Closed in order also where the caller went away.
        clinic.close()?;
        answered
    }
}

fn broken(fault: io::Error) -> Failure {
    Failure::plain(format!("The caller went away: {fault}."))
}

fn answer_all(clinic: &Clinic, seat: &Seat) -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    while let Some(line) = read_line(&mut input, LONGEST)? {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let reply = reply(&line, LONGEST, |call, args| clinic.dispatch(seat, call, args));
        serde_json::to_writer(&mut output, &reply)?;
        output.write_all(b"\n")?;
        // The caller waits for this line; what it says is on disk already.
        output.flush()?;
    }
    Ok(())
}

/// The next line without its end, or `None` at the end of input. Of a line that is too long only the
/// first `longest` bytes and one more are kept.
fn read_line(input: &mut impl BufRead, longest: usize) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let kept = longest + 1;
    if input.by_ref().take(kept as u64).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() == kept {
        input.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

/// The reply to one line, whatever the line is.
fn reply(line: &[u8], longest: usize, dispatch: impl FnOnce(&str, Value) -> Result<Value, Fault>) -> Value {
    if line.len() > longest {
        return refusal(Value::Null, "line-too-long", "This line is too long: send less at a time.");
    }
    let Ok(Value::Object(mut request)) = serde_json::from_slice(line) else {
        return refusal(
            Value::Null,
            "malformed",
            "This line is no JSON object: send {\"id\":1,\"call\":\"…\",\"args\":{…}}.",
        );
    };
    let id = request.remove("id").unwrap_or_default();
    let Some(Value::String(call)) = request.remove("call") else {
        return refusal(id, "malformed", "The call is missing: send \"call\":\"patients.find\", for example.");
    };
    let args = request.remove("args").unwrap_or_else(|| json!({}));
    match dispatch(&call, args) {
        Ok(ok) => json!({ "id": id, "ok": ok }),
        Err(fault) => json!({ "id": id, "error": said(&fault) }),
    }
}

fn refusal(id: Value, code: &str, message: &str) -> Value {
    json!({ "id": id, "error": { "code": code, "message": message, "fields": [] } })
}

/// A fault with all of its parts, also the empty ones, so that scripts need not ask.
fn said(fault: &Fault) -> Value {
    let fields: Vec<Value> = fault
        .fields
        .iter()
        .map(|field| json!({ "field": field.field, "code": field.code, "message": field.message }))
        .collect();
    json!({ "code": fault.code, "message": fault.message, "fields": fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo(call: &str, args: Value) -> Result<Value, Fault> {
        match call {
            "echo" => Ok(args),
            _ => Err(Fault::new("unknown-call")),
        }
    }

    fn code(line: &str) -> Value {
        reply(line.as_bytes(), 64, echo)["error"]["code"].take()
    }

    #[test]
    fn a_call_is_answered_under_its_id() {
        let line = br#"{"id":"a","call":"echo","args":{"x":1}}"#;
        assert_eq!(reply(line, 64, echo), json!({ "id": "a", "ok": { "x": 1 } }));
    }

    #[test]
    fn each_bad_line_gets_one_error() {
        assert_eq!(code("{"), "malformed");
        assert_eq!(code("[1]"), "malformed");
        assert_eq!(code("\u{0}"), "malformed");
        assert_eq!(code(r#"{"id":1}"#), "malformed");
        assert_eq!(code(r#"{"id":1,"call":2}"#), "malformed");
        assert_eq!(code(r#"{"id":1,"call":"x"}"#), "unknown-call");
        assert_eq!(code(&"x".repeat(65)), "line-too-long");
    }

    #[test]
    fn a_line_that_is_too_long_ends_where_the_next_begins() -> io::Result<()> {
        let mut input: &[u8] = b"abcdefgh\nabc\n\nabcd";
        assert_eq!(read_line(&mut input, 4)?.map(|line| line.len()), Some(5));
        assert_eq!(read_line(&mut input, 4)?.as_deref(), Some(b"abc".as_slice()));
        assert_eq!(read_line(&mut input, 4)?.as_deref(), Some(b"".as_slice()));
        assert_eq!(read_line(&mut input, 4)?.as_deref(), Some(b"abcd".as_slice()));
        assert_eq!(read_line(&mut input, 4)?, None);
        Ok(())
    }
}
