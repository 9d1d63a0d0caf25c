using System.Text.Json;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources.OwnSystems;

/// <summary>How a correction is told to systems that send canonical transactions, and how they answer. Pure.</summary>
static class OwnSystem
{
    /// <summary>They know best what of theirs is settled. Money that moved is none of it: that is a revision, which they send by themselves.</summary>
    public static CorrectionAllowance Allow(CorrectionField field) =>
        field is CorrectionField.Settled settled
            ? new CorrectionAllowance.Refused(
                $"'{settled.Name}' is no text beside the money. Let the system send the transaction again, with the next revision."
            )
            : new CorrectionAllowance.Allowed(SourceCorrection.LongestText);

    /// <summary>The same bytes for the same correction.</summary>
    public static byte[] Write(SourceCorrection correction)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("id", correction.Id);
            writer.WriteString("source", correction.Source);
            writer.WriteString("transaction_id", correction.TransactionId);
            writer.WriteString("field", correction.Field.Word);
            writer.WriteString("from", correction.From);
            writer.WriteString("to", correction.To);
            writer.WriteString("reason", correction.Reason);
            writer.WriteString("asked_by", correction.AskedBy);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>An answer that says by itself what became of it.</summary>
    /// <returns>Unknown when it does not: a page of a proxy is no answer.</returns>
    public static CorrectionOutcome Read(ReadOnlyMemory<byte> answer) =>
        VendorJson.Text(answer, "outcome") switch
        {
            "corrected" => new CorrectionOutcome.Corrected(),
            "already_so" => new CorrectionOutcome.AlreadySo(),
            "refused" => new CorrectionOutcome.Refused(Reason(answer) ?? "The system refuses it and does not say why."),
            "changed" => new CorrectionOutcome.Changed(VendorJson.Text(answer, "there")),
            var other => new CorrectionOutcome.Unknown(
                other is null ? "The answer has no 'outcome'." : "The answer's 'outcome' must be corrected, already_so, refused or changed."
            ),
        };

    /// <summary>An answer with a status that refuses. Whatever stands in between answers so, too, while the system is away: only what the system says itself
    /// counts.</summary>
    public static CorrectionOutcome Refusal(ReadOnlyMemory<byte> answer, int status) =>
        VendorJson.Text(answer, "outcome") is not null ? Read(answer)
        : Reason(answer) is { } why ? new CorrectionOutcome.Refused(why)
        : new CorrectionOutcome.Unavailable($"It was answered {status} without a 'reason': a page of something in between refuses nothing.");

    public static string? Reason(ReadOnlyMemory<byte> answer) => VendorJson.Text(answer, "reason") is { Length: > 0 } text ? text : null;
}
