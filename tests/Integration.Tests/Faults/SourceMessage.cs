using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Integration.Tests.Faults;

/// <param name="Id">The planned transaction's id; null for what must leave nothing behind.</param>
/// <param name="Answers">The statuses that the system may answer.</param>
/// <param name="Family">The kind of misbehaviour; null for a transaction as it should be.</param>
public sealed record SourceElement(string? Id, string Json, string[] Answers, string? Family = null);

/// <summary>One request's elements, each with the answer that it must get.</summary>
public sealed class SourceMessage
{
    static readonly string[] Taken = ["accepted", "duplicate"];

    /// <summary>Valid JSON that no door may take: each for another reason.</summary>
    static readonly string[] Poison =
    [
        """{"source":"till","id":"poison","kind":"gift","occurred_at":"2026-01-15T09:00:00-05:00","currency":"USD","gross":"1.00"}""",
        """{"source":"till","id":"poison","kind":"sale","occurred_at":"2026-02-30T09:00:00-05:00","currency":"USD","gross":"1.00"}""",
        """{"source":"till","id":"poison","kind":"sale","occurred_at":"2026-01-15T09:00:00-05:00","currency":"XYZ","gross":"1.00"}""",
        """{"source":"till","id":"poison","kind":"sale","occurred_at":"2026-01-15T09:00:00-05:00","currency":"JPY","gross":"1.50"}""",
        """{"source":"till","id":"poison","kind":"sale","occurred_at":"2026-01-15T09:00:00-05:00","currency":"USD","gross":"1e400"}""",
        """{"source":"till","id":"poi\u0000son","kind":"sale","occurred_at":"2026-01-15T09:00:00-05:00","currency":"USD","gross":"1.00"}""",
        """{"source":"till","id":"poi\ud800son","kind":"sale","occurred_at":"2026-01-15T09:00:00-05:00","currency":"USD","gross":"1.00"}""",
        """{"source":"till","id":"poison","id":"poison","kind":"sale","occurred_at":"2026-01-15T09:00:00-05:00","currency":"USD","gross":"1"}""",
        "[17]",
    ];

    readonly List<SourceElement> elements;

    SourceMessage(List<SourceElement> elements) => this.elements = elements;

    public IReadOnlyList<SourceElement> Elements => elements;

    public static SourceMessage Of(IEnumerable<SourceTransaction> batch) =>
        new([.. batch.Select(one => new SourceElement(one.Id, Json(one), Taken))]);

    /// <summary>Now and then: the same transaction twice in one request, one that contradicts what was accepted before, and poison.</summary>
    public void Misbehave(PlannedDay day, IReadOnlySet<string> accepted, Dice dice)
    {
        if (dice.Below(8) == 0)
            Insert(elements[dice.Below(elements.Count)] with { Family = "twice in one request" }, dice);
        if (dice.Below(8) == 0 && dice.Pick(day.Transactions) is var known && accepted.Contains(known.Id))
            Insert(new SourceElement(null, Json(Contradiction(known)), ["conflict"], "same key with other content"), dice);
        if (dice.Below(8) == 0)
            Insert(new SourceElement(null, dice.Pick(Poison), ["rejected"], "poison in a request"), dice);
    }

    public byte[] Body() => Encoding.UTF8.GetBytes($"[{string.Join(',', elements.Select(element => element.Json))}]");

    void Insert(SourceElement element, Dice dice) => elements.Insert(dice.Below(elements.Count + 1), element);

    static SourceTransaction Contradiction(SourceTransaction known) =>
        known with
        {
            Kind = TransactionKind.Fee,
            Gross = known.Gross + 1m,
            Items = [],
            Taxes = [],
            Tenders = [],
        };

    static string Json(SourceTransaction transaction) => Encoding.UTF8.GetString(TransactionWriter.Write(transaction));
}
