//! Faults of this program: a line for the user instead of a backtrace.

use std::any::Any;
use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::process::ExitCode;

/// Runs `work`; a panic inside becomes one clear message and exit status 2.
///
/// The hook is silent, because stages that read strangers' files catch panics themselves and go on. With
/// `RUST_BACKTRACE` set everything is printed, for whoever looks for the fault.
pub fn guarded(work: impl FnOnce() -> ExitCode, err: &mut dyn Write) -> ExitCode {
    if std::env::var("RUST_BACKTRACE").is_err() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    caught(work, err)
}

fn caught(work: impl FnOnce() -> ExitCode, err: &mut dyn Write) -> ExitCode {
    // Nothing that `work` touches is used afterwards.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        // Where standard error is closed, there is nobody left to tell.
        let _ = writeln!(
            err,
            "error: a fault in onrecord: {}\n\nhint: run it again with RUST_BACKTRACE=1 and report what it prints",
            message(&*panic)
        );
        ExitCode::from(2)
    })
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    text.and_then(|text| text.lines().next()).unwrap_or("no words were left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line_and_a_hint() {
        let mut err = Vec::new();
        let status = caught(|| panic!("the {} is upside down\nand more", "page"), &mut err);
        assert_eq!(status, ExitCode::from(2));
        let printed = String::from_utf8(err).unwrap();
        assert!(
            printed.starts_with("error: a fault in onrecord: the page is upside down\n\nhint: "),
            "{printed}"
        );
    }
}
