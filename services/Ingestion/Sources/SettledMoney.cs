using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources;

/// <summary>Why no source lets an amount or a day be edited, and what a person does instead.</summary>
static class SettledMoney
{
    public static CorrectionAllowance.Refused Refuse(CorrectionField.Settled field, string source) =>
        new(
            $"{source} changes no '{field.Name}' of money that has moved. Give it back there and take it anew, or correct the books by an entry of their own."
        );

    public static CorrectionAllowance.Refused NoSuchText(CorrectionField field, string source, string what, string instead) =>
        new($"{source} keeps no '{field.Word}' with {what} that could be changed. {instead}");
}
