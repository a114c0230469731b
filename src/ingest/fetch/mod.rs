//! Pages from the web: politely, from public addresses alone, and with all that went over the wire.
//!
//! ```text
//! address ─robots.txt, pause─▶ request ─▶ answer ─(again, elsewhere, or)─▶ Fetched ─▶ WARC in corpus/fetched ─▶ article
//! ```
//!
//! [`Fetcher::get`] gets whatever is at an address.
//!
//! Requests go straight to the server, never through a proxy: a proxy would look the name up itself, and what is checked
//! here would not be what is connected to.

mod addresses;
mod asking;
mod fetcher;
mod manners;
mod robots;
mod wait;
mod wire;

pub use fetcher::Fetched;
pub use fetcher::Fetcher;
pub use fetcher::Known;
pub use manners::Manners;
