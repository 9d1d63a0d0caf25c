using System.Diagnostics;
using System.Text.Json.Serialization;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.ReceiveTransactions;

/// <param name="Status">accepted, duplicate, conflict or rejected.</param>
sealed record TransactionResult(string? Source, string? Id, int Revision, string Status)
{
    /// <summary>What is wrong, field by field; only for a rejected or conflicting one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    public static TransactionResult Of(ReadResult element, Acceptance? acceptance) =>
        element switch
        {
            ReadResult.Invalid(var problems, var source, var id, var revision) => new(source, id, revision, "rejected")
            {
                Error = string.Join(" ", problems.Select(problem => $"{problem.Pointer}: {problem.Message}")),
            },
            ReadResult.Read(var transaction, _, _) => acceptance switch
            {
                Acceptance.Accepted => new(transaction.Source, transaction.Id, transaction.Revision, "accepted"),
                Acceptance.Duplicate => new(transaction.Source, transaction.Id, transaction.Revision, "duplicate"),
                Acceptance.Conflict => new(transaction.Source, transaction.Id, transaction.Revision, "conflict")
                {
                    Error =
                        "This transaction and revision was accepted before with other content. The first stays; a changed fact needs a higher revision.",
                },
                _ => throw new UnreachableException(),
            },
            _ => throw new UnreachableException(),
        };
}
