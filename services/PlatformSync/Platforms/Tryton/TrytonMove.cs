using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>A move as Tryton holds it.</summary>
/// <param name="Number">What people call it.</param>
/// <param name="Key">Its description.</param>
/// <param name="Origin">The move that this one cancels or was made from; null where it stands for itself.</param>
/// <param name="Stamp">The moment of its last change in seconds since 1970, in Tryton's own spelling: shown to it again, it refuses to
/// change what somebody changed meanwhile.</param>
sealed record TrytonMove(int Id, string Number, string Key, DateOnly Date, bool IsPosted, int? Origin, string Stamp, IReadOnlyList<JournalLine> Lines)
{
    const string MoveOrigin = "account.move,";

    /// <summary>What is asked for of each.</summary>
    public static JsonArray Fields =>
        ["number", "description", "date", "state", "origin", "_timestamp", "lines.account", "lines.debit", "lines.credit", "lines.description"];

    public string Reference => MoveOrigin + Id.ToString(CultureInfo.InvariantCulture);

    public DateTimeOffset ChangedAt => MomentOf(Stamp);

    /// <summary>Whether it says what the entry says: the day, and what each account gets.</summary>
    public bool Says(JournalEntry entry) => Date == entry.Date && Sums(Lines).SetEquals(Sums(entry.Lines));

    /// <summary>What the books have of it, with the posted moves that were made from it.</summary>
    /// <returns>Null when nothing is left, or when it is not posted.</returns>
    public PlatformDocument? InTheBooks(IReadOnlyCollection<TrytonMove> madeFromIt)
    {
        if (!IsPosted)
            return null;
        var posted = madeFromIt.Where(move => move.IsPosted).ToList();
        IReadOnlyList<JournalLine> lines = [.. Lines.Concat(posted.SelectMany(move => move.Lines))];
        return posted.Count > 0 && Sums(lines).Count == 0
            ? null
            : new(Id.ToString(CultureInfo.InvariantCulture), Latest(posted).Stamp, Key, Date, lines);
    }

    /// <summary>The last changed among it and these.</summary>
    public TrytonMove Latest(IEnumerable<TrytonMove> others) => others.Append(this).MaxBy(move => move.ChangedAt)!;

    /// <param name="accountName">Gives our name for an account's id.</param>
    public static bool TryRead(JsonElement row, string currency, Func<string, string> accountName, [NotNullWhen(true)] out TrytonMove? move)
    {
        move = null;
        if (
            TrytonJson.Number(row, "id") is not { } id
            || VendorJson.Text(row, "number") is not { } number
            || VendorJson.Text(row, "state") is not { } state
            || VendorJson.Text(row, "_timestamp") is not { } stamp
            || !decimal.TryParse(stamp, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            || TrytonJson.Day(row, "date") is not { } date
            || VendorJson.List(row, "lines.") is not { } lines
        )
            return false;
        var read = new List<JournalLine>();
        foreach (var line in lines)
        {
            if (
                TrytonJson.Number(line, "account") is not { } account
                || TrytonJson.Decimal(line, "debit") is not { } debit
                || TrytonJson.Decimal(line, "credit") is not { } credit
            )
                return false;
            read.Add(
                new(accountName(account.ToString(CultureInfo.InvariantCulture)), currency, debit - credit)
                {
                    Memo = VendorJson.Text(line, "description"),
                }
            );
        }
        var key = VendorJson.Text(row, "description") ?? "";
        move = new(id, number, key, date, state == "posted", OriginOf(VendorJson.Text(row, "origin")), stamp, read);
        return true;
    }

    static int? OriginOf(string? origin) =>
        origin?.StartsWith(MoveOrigin, StringComparison.Ordinal) == true
        && int.TryParse(origin.AsSpan(MoveOrigin.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    static DateTimeOffset MomentOf(string stamp) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(stamp, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));

    static HashSet<(string Account, string Currency, decimal Amount)> Sums(IEnumerable<JournalLine> lines) =>
        [
            .. lines
                .GroupBy(line => (line.Account, line.Currency))
                .Select(group => (group.Key.Account, group.Key.Currency, Amount: group.Sum(line => line.Amount)))
                .Where(sum => sum.Amount != 0m),
        ];
}
