using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>A line of a move: in our words, and which records of Odoo's those are made of.</summary>
sealed record OdooMoveLine(JournalLine Line, int AccountId, int CurrencyId);

/// <summary>A move as Odoo holds it.</summary>
/// <param name="Name">What people call it; empty before it is posted for the first time.</param>
/// <param name="Key">Its reference.</param>
/// <param name="State">draft, posted or cancel.</param>
/// <param name="WasPosted">It is posted, or was so once.</param>
/// <param name="Reverses">The move that this one takes back; null where it stands for itself.</param>
/// <param name="ChangedAt">To the second. Who changes a line alone does not change it.</param>
sealed record OdooMove(
    int Id,
    string Name,
    string Key,
    DateOnly Date,
    string State,
    bool WasPosted,
    int? Reverses,
    DateTimeOffset ChangedAt,
    IReadOnlyList<OdooMoveLine> Lines
)
{
    public bool IsPosted => State == "posted";

    /// <summary>A draft that never was in the books: what an attempt leaves that was cut off.</summary>
    public bool IsBegun => State == "draft" && !WasPosted;

    /// <summary>What people find it by.</summary>
    public string Words => Name.Length > 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"with the id {Id}");

    /// <summary>Whether it says what the entry says: the day, and what each account gets.</summary>
    public bool Says(JournalEntry entry) => Date == entry.Date && Sums(OurLines).SetEquals(Sums(entry.Lines));

    /// <summary>What the books have of it, with the posted moves that take it back.</summary>
    /// <returns>Null when nothing is left, or when it is not posted.</returns>
    public PlatformDocument? InTheBooks(IEnumerable<OdooMove> reversals)
    {
        if (!IsPosted)
            return null;
        var posted = reversals.Where(move => move.IsPosted).ToList();
        IReadOnlyList<OdooMoveLine> lines = [.. Lines.Concat(posted.SelectMany(move => move.Lines))];
        IReadOnlyList<JournalLine> ours = [.. lines.Select(line => line.Line)];
        return posted.Count > 0 && Sums(ours).Count == 0
            ? null
            : new(Id.ToString(CultureInfo.InvariantCulture), Version(LastChange(posted), lines), Key, Date, ours);
    }

    /// <summary>When it or one of these was changed last.</summary>
    public DateTimeOffset LastChange(IEnumerable<OdooMove> others) => others.Append(this).Max(move => move.ChangedAt);

    /// <summary>In words, for people.</summary>
    public string Text() =>
        $"{Date:yyyy-MM-dd} "
        + string.Join(", ", OurLines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Account} {line.Amount} {line.Currency}")));

    IEnumerable<JournalLine> OurLines => Lines.Select(line => line.Line);

    /// <summary>The moment alone does not tell two changes within a second apart, nor that of a line. Accounts count by their ids: how we call them
    /// changes with the mapping, and with their names there, though nobody touches the move.</summary>
    string Version(DateTimeOffset changedAt, IReadOnlyList<OdooMoveLine> lines)
    {
        var content = string.Join(
            '\n',
            lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.AccountId}\t{line.Line.Amount:0.####}\t{line.CurrencyId}"))
        );
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Key}\n{OdooJson.Of(Date)}\n{content}"));
        return $"{OdooJson.Of(changedAt)} {Convert.ToHexStringLower(hash.AsSpan(0, 6))}";
    }

    static HashSet<(string Account, string Currency, decimal Amount)> Sums(IEnumerable<JournalLine> lines) =>
        [
            .. lines
                .GroupBy(line => (line.Account, line.Currency))
                .Select(group => (group.Key.Account, group.Key.Currency, Amount: group.Sum(line => line.Amount)))
                .Where(sum => sum.Amount != 0m),
        ];
}
