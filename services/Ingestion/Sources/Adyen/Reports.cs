namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>REPORT_AVAILABLE. The reference is the file's name. Settlement reports are the only place where Adyen says what it kept as fees and
/// what it paid out; no webhook carries what they hold, so each is work for a person: to import it.</summary>
static class Reports
{
    public static SourceEvent Available(AdyenEvent received) =>
        received.Reference.Contains("settlement", StringComparison.OrdinalIgnoreCase)
            ? received.Unknown($"The report {received.Reference} holds Adyen's fees and payouts, which no webhook tells: import or book them.")
            : received.Ignored("Reports are not read here. Of those only the settlement reports hold money that no other event carries.");
}
