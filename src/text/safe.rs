//! stub
pub fn neutral(s: &str) -> String {
    s.into()
}
pub fn neutral_cut(s: &str, _: usize) -> String {
    s.into()
}
pub fn plain_line(s: &str) -> String {
    s.into()
}
pub fn cut(s: &str, _: usize) -> std::borrow::Cow<'_, str> {
    s.into()
}
