namespace AccountingSync.Services.Tests.Simulation;

/// <summary>The tables of one service. Sessions take turns, as the row and advisory locks make them where they meet: what one has changed
/// is kept by <see cref="Commit"/> and gone after <see cref="Rollback"/>.</summary>
sealed class Tables
{
    readonly List<Action> undo = [];

    public void Undoable(Action back) => undo.Add(back);

    public void Commit() => undo.Clear();

    public void Rollback()
    {
        for (var i = undo.Count - 1; i >= 0; i--)
            undo[i]();
        undo.Clear();
    }
}

/// <summary>A table with its unique key.</summary>
sealed class Table<TKey, TRow>(Tables tables)
    where TKey : notnull
{
    readonly Dictionary<TKey, TRow> rows = [];

    public IEnumerable<TRow> Rows => rows.Values;
    public IReadOnlyDictionary<TKey, TRow> ByKey => rows;
    public int Count => rows.Count;

    public bool Has(TKey key) => rows.ContainsKey(key);

    public TRow? Find(TKey key) => rows.GetValueOrDefault(key);

    /// <summary>As INSERT … ON CONFLICT DO NOTHING: false when the key is there already.</summary>
    public bool Insert(TKey key, TRow row)
    {
        if (!rows.TryAdd(key, row))
            return false;
        tables.Undoable(() => rows.Remove(key));
        return true;
    }

    /// <summary>Inserts or replaces.</summary>
    public void Put(TKey key, TRow row)
    {
        if (Insert(key, row))
            return;
        var before = rows[key];
        rows[key] = row;
        tables.Undoable(() => rows[key] = before);
    }

    /// <returns>The row that was there.</returns>
    public TRow? Remove(TKey key)
    {
        if (!rows.Remove(key, out var row))
            return default;
        tables.Undoable(() => rows[key] = row);
        return row;
    }
}
