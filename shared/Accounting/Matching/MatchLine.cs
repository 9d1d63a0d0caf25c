namespace AccountingSync.Accounting.Matching;

/// <summary>Who says so: the books of what is to move the bank's account, or the bank.</summary>
public enum MatchSide
{
    Books,
    Bank,
}

/// <summary>One thing that moved, or is to move, a bank account, as one side says it.</summary>
/// <param name="Id">Unique within its side.</param>
/// <param name="Amount">In major units of <paramref name="Currency"/>; more than zero comes into the account. Zero is matched with nothing.</param>
/// <param name="Date">When the bank booked it, or is expected to.</param>
public sealed record MatchLine(string Id, MatchSide Side, decimal Amount, string Currency, DateOnly Date)
{
    /// <summary>What the side itself calls a reference: its own id, an end-to-end reference, the bank's.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>What people are to read; references of the other side are looked for in it.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of the books: the gateway that pays. Of the bank: those that its text names; none when it names nobody. See <see cref="Gateways"/>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
