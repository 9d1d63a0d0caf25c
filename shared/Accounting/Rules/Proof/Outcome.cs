namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>One way in which a field can turn out. It stands for all values that the rules at hand cannot tell from it, so a handful of
/// outcomes covers every transaction.</summary>
abstract record Outcome
{
    Outcome() { }

    public abstract bool Holds(Predicate predicate);

    /// <param name="Value">Null when the field is missing.</param>
    public sealed record Text(string? Value) : Outcome
    {
        public override bool Holds(Predicate predicate) => predicate.Holds(Value);
    }

    /// <summary>A text of which only is known what it fits: there may be one, and none was found to show.</summary>
    /// <param name="Fits">The patterns and ranges that hold, as <see cref="Predicate.Describe"/> writes them.</param>
    public sealed record SomeText(IReadOnlySet<string> Fits) : Outcome
    {
        public override bool Holds(Predicate predicate) => predicate is Predicate.Exists(var wanted) ? wanted : Fits.Contains(predicate.Describe());
    }

    /// <param name="Samples">Of the amounts that are treated alike.</param>
    /// <param name="IsPoint">The one sample is the only such amount.</param>
    public sealed record Number(IReadOnlyList<decimal> Samples, bool IsPoint) : Outcome
    {
        public override bool Holds(Predicate predicate) => predicate.Holds(Samples[0]);
    }

    /// <summary>Whether any element fulfils the one predicate that is asked.</summary>
    public sealed record Answer(bool Yes) : Outcome
    {
        public override bool Holds(Predicate predicate) => Yes;
    }
}
