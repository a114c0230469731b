//! Pages from the web: politely, from public addresses alone, and with all that went over the wire.
//!
//! ```text
//! address ─robots.txt, pause─▶ request ─▶ answer ─(again, elsewhere, or)─▶ Fetched ─▶ WARC in corpus/fetched ─▶ article
//! ```
//!
//! [`Fetcher::get`] gets whatever is at an address; [`take_in`] gets a page, and puts it into the corpus if it is an
//! article that is not there yet. What was put there is read again by the reader of crawls like any other file.
//!
//! Requests go straight to the server, never through a proxy: a proxy would look the name up itself, and what is checked
//! here would not be what is connected to.
//!
//! Without the feature `fetch` all of it is there but the one that asks, and every address is refused.

#[cfg(feature = "fetch")]
mod addresses;
#[cfg(feature = "fetch")]
mod asking;
#[cfg(not(feature = "fetch"))]
#[path = "unbuilt.rs"]
mod asking;
mod earlier;
mod exchange;
mod feed;
mod fetcher;
mod kept;
mod list;
mod manners;
mod robots;
mod taking;
#[cfg(feature = "fetch")]
mod wait;
#[cfg(feature = "fetch")]
mod wire;

pub use feed::Feed;
pub use fetcher::Fetched;
pub use fetcher::Fetcher;
pub use fetcher::Known;
pub use list::List;
pub use list::web_address;
pub use manners::Manners;
pub use taking::Taken;
pub use taking::records;
pub use taking::take_in;
