//! stub
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(String);
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryCode(String);
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmailFault {
    X,
}
impl Email {
    pub fn parse(s: &str) -> Result<Self, EmailFault> {
        Ok(Self(s.into()))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn key(&self) -> String {
        self.0.clone()
    }
}
impl Phone {
    pub fn parse(s: &str) -> Result<Self, EmailFault> {
        Ok(Self(s.into()))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn key(&self) -> String {
        self.0.clone()
    }
}
impl CountryCode {
    pub fn parse(s: &str) -> Option<Self> {
        Some(Self(s.into()))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn flag(&self) -> String {
        String::new()
    }
    pub fn name(&self) -> String {
        String::new()
    }
}
pub fn company_key(s: &str) -> String {
    s.into()
}
