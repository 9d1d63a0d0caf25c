namespace AccountingSync.Accounting.Rules;

/// <summary>When a rule or a line applies: a tree of tests, evaluated as it stands.</summary>
public abstract record Condition
{
    Condition() { }

    internal abstract bool Holds(SourceTransaction transaction, object? element);

    /// <summary>The condition as one sentence, the same for conditions that differ only in the order of their parts.</summary>
    internal abstract string Describe();

    /// <summary>Bits of the kinds for which it may hold; used only to skip rules that cannot.</summary>
    internal virtual int Kinds => AllKinds;

    const int AllKinds = -1;

    /// <summary>True when it can be seen that it holds for transactions of no other kinds.</summary>
    public bool IsOnlyFor(params IReadOnlyList<TransactionKind> kinds) => (Kinds & ~kinds.Aggregate(0, (bits, kind) => bits | (1 << (int)kind))) == 0;

    public sealed override string ToString() => Describe();

    public sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        readonly Condition[] parts = [.. Parts];

        internal override bool Holds(SourceTransaction transaction, object? element)
        {
            foreach (var part in parts)
            {
                if (!part.Holds(transaction, element))
                    return false;
            }
            return true;
        }

        internal override int Kinds => parts.Aggregate(AllKinds, (kinds, part) => kinds & part.Kinds);

        internal override string Describe() => string.Join(" and ", parts.Select(part => part.Describe()).Order(StringComparer.Ordinal));
    }

    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        readonly Condition[] parts = [.. Parts];

        internal override bool Holds(SourceTransaction transaction, object? element)
        {
            foreach (var part in parts)
            {
                if (part.Holds(transaction, element))
                    return true;
            }
            return false;
        }

        internal override int Kinds => parts.Aggregate(0, (kinds, part) => kinds | part.Kinds);

        internal override string Describe() => $"({string.Join(" or ", parts.Select(part => part.Describe()).Order(StringComparer.Ordinal))})";
    }

    public sealed record Not(Condition Part) : Condition
    {
        internal override bool Holds(SourceTransaction transaction, object? element) => !Part.Holds(transaction, element);

        internal override string Describe() => $"not ({Part.Describe()})";
    }

    public sealed record Test(Field Field, Predicate Predicate) : Condition
    {
        internal override bool Holds(SourceTransaction transaction, object? element) => Field.Holds(transaction, element, Predicate);

        internal override int Kinds =>
            Fields.IsKind(Field) && Predicate is Predicate.OneOf(var values)
                ? values.Aggregate(0, (kinds, value) => KindName.TryParse(value, out var kind) ? kinds | (1 << (int)kind) : kinds)
                : AllKinds;

        internal override string Describe() => $"{Field} {Predicate.Describe()}";
    }
}
