//! stub
pub mod repaints;
pub use repaints::{Painting, Repaints};
