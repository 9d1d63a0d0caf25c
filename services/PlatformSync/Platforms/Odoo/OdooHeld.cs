namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>Moves that were found, with those that take them back among them.</summary>
sealed class OdooHeld(IReadOnlyList<OdooMove> moves)
{
    readonly ILookup<int, OdooMove> reversals = moves.Where(move => move.Reverses is not null).ToLookup(move => move.Reverses!.Value);

    public IReadOnlyList<OdooMove> Moves { get; } = moves;

    /// <summary>Those that bear the key. What takes another move back is none of them, whatever its reference is.</summary>
    public IReadOnlyList<OdooMove> Of(string key) => [.. Moves.Where(move => move.Key == key && move.Reverses is null)];

    /// <summary>What the books have under the key.</summary>
    public IReadOnlyList<PlatformDocument> Documents(string key) =>
        [.. Of(key).Select(move => move.InTheBooks(reversals[move.Id])).OfType<PlatformDocument>()];

    /// <summary>What there is to tell of each move that stands for itself: what the books have of it, or that it is out of them. Nothing of a draft that
    /// never was posted.</summary>
    public IEnumerable<PlatformChange> Changes() =>
        Moves
            .Where(move => move.Reverses is null && !move.IsBegun)
            .Select(move => new PlatformChange(
                OdooRows.Id(move.Id),
                move.LastChange(reversals[move.Id].Where(other => other.IsPosted)),
                move.InTheBooks(reversals[move.Id])
            ));

    /// <summary>Why there is nothing in the books under the key, though it is there.</summary>
    public string TakenOut(string key)
    {
        var move = Of(key).First(one => !one.IsBegun);
        var how = move.IsPosted
            ? $"and it is taken back by {string.Join(", ", reversals[move.Id].Where(other => other.IsPosted).Select(other => other.Words))}"
            : $"as {move.State}, not posted";
        return $"Odoo holds {key} as the move {move.Words}, {how}: somebody took it out of the books. Post it there if it is wanted, or delete it so that "
            + "it is written again.";
    }
}
