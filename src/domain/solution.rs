//! What solutions are called: Partner Center and marketplaces send codes like `Microsoft365` and `Dynamics365BusinessCentral`.

/// Codes of several words, and the name as it is written.
static NAMES: &[(&str, &str)] = &[
    ("BusinessCentral", "Business Central"),
    ("CustomerService", "Customer Service"),
    ("CustomerInsights", "Customer Insights"),
    ("FieldService", "Field Service"),
    ("SupplyChainManagement", "Supply Chain Management"),
    ("HumanResources", "Human Resources"),
    ("ProjectOperations", "Project Operations"),
    ("PowerBI", "Power BI"),
    ("PowerPlatform", "Power Platform"),
    ("PowerApps", "Power Apps"),
    ("PowerAutomate", "Power Automate"),
    ("PowerPages", "Power Pages"),
    ("WindowsServer", "Windows Server"),
    ("SQLServer", "SQL Server"),
    ("AzureVirtualDesktop", "Azure Virtual Desktop"),
    ("AzureAD", "Azure AD"),
    ("AzureOpenAI", "Azure OpenAI"),
    ("MicrosoftTeams", "Microsoft Teams"),
    ("MicrosoftAzure", "Microsoft Azure"),
    ("DataAndAI", "Data & AI"),
    ("DigitalAndAppInnovation", "Digital & App Innovation"),
    ("ModernWork", "Modern Work"),
    ("BusinessApplications", "Business Applications"),
    ("CloudMigration", "Cloud Migration"),
    ("ManagedServices", "Managed Services"),
];

/// A solution's name: a known code in its words, `365` apart from what it belongs to, `_` as a space. What somebody wrote in
/// words stays as it is.
#[must_use]
pub(crate) fn solution_name(code: &str) -> String {
    let code = code.trim();
    if code.contains(' ') {
        return code.to_owned();
    }
    let mut name = code.replace('_', " ");
    if let Some(at) = name.find("365") {
        let (before, behind) = (name[..at].trim_end(), name[at + 3..].trim_start());
        let alone = |text: &str| known(text).unwrap_or_else(|| text.to_owned());
        let parts = [before.to_owned(), "365".to_owned(), alone(behind)];
        name = parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
    }
    known(&name).unwrap_or(name)
}

fn known(code: &str) -> Option<String> {
    let found = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
    found.map(|(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::solution_name;

    #[test]
    fn a_code_is_shown_by_its_name() {
        for (code, name) in [
            ("Microsoft365", "Microsoft 365"),
            ("Office365", "Office 365"),
            ("Dynamics365", "Dynamics 365"),
            ("Dynamics365BusinessCentral", "Dynamics 365 Business Central"),
            ("Dynamics365Sales", "Dynamics 365 Sales"),
            ("PowerBI", "Power BI"),
            ("powerplatform", "Power Platform"),
            ("Azure", "Azure"),
            ("SharePoint", "SharePoint"),
            ("OneDrive", "OneDrive"),
            ("modern_work", "modern work"),
            ("Windows365", "Windows 365"),
            ("Microsoft 365", "Microsoft 365"),
            ("365", "365"),
            ("", ""),
        ] {
            assert_eq!(solution_name(code), name, "{code}");
        }
    }
}
