namespace AccountingSync.Accounting.Rules;

/// <summary>What was made of some texts of late: the same few categories, sources and locations come again and again. Bounded; what two threads make of the
/// same text is the same.</summary>
sealed class Recent<T>
    where T : class
{
    /// <summary>A power of two.</summary>
    const int Slots = 64;

    readonly Made?[] slots = new Made?[Slots];

    sealed record Made(string Text, T Value);

    public T? Find(string text) => slots[Slot(text)] is { } made && made.Text == text ? made.Value : null;

    public T Add(string text, T value)
    {
        slots[Slot(text)] = new Made(text, value);
        return value;
    }

    /// <summary>Of its length and of four of its letters: cheaper than a hash of all of them.</summary>
    static int Slot(string text)
    {
        var length = text.Length;
        if (length == 0)
            return 0;
        return (length + 3 * text[0] + 5 * text[^1] + 7 * text[length / 2] + 11 * text[length / 4]) & (Slots - 1);
    }
}
