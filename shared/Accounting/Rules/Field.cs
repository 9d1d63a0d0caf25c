using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>Something that a source transaction, or the element that a line goes through, says about itself.</summary>
public abstract class Field
{
    Field(string name, ElementKind of)
    {
        Name = name;
        Of = of;
    }

    public string Name { get; }

    /// <summary>Whose field it is: of the transaction (None), or of the element inside <c>each</c>.</summary>
    public ElementKind Of { get; }

    internal abstract bool Holds(SourceTransaction transaction, object? element, Predicate predicate);

    /// <summary>What is there, for messages.</summary>
    internal abstract string Show(SourceTransaction transaction, object? element);

    public override string ToString() => Name;

    static string Quote(string? value) => string.IsNullOrEmpty(value) ? "missing" : $"'{value}'";

    public sealed class Text : Field
    {
        readonly Func<SourceTransaction, object?, string?> read;

        internal Text(string name, ElementKind of, Func<SourceTransaction, object?, string?> read)
            : base(name, of) => this.read = read;

        internal string? Read(SourceTransaction transaction, object? element)
        {
            var value = read(transaction, element);
            return string.IsNullOrEmpty(value) ? null : value;
        }

        internal override bool Holds(SourceTransaction transaction, object? element, Predicate predicate) =>
            predicate.Holds(Read(transaction, element));

        internal override string Show(SourceTransaction transaction, object? element) => Quote(Read(transaction, element));
    }

    public sealed class Number : Field
    {
        readonly Func<SourceTransaction, object?, decimal> read;

        internal Number(string name, ElementKind of, Func<SourceTransaction, object?, decimal> read)
            : base(name, of) => this.read = read;

        internal override bool Holds(SourceTransaction transaction, object? element, Predicate predicate) =>
            predicate.Holds(read(transaction, element));

        internal override string Show(SourceTransaction transaction, object? element) =>
            read(transaction, element).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>One text per element, as in tenders.method: a test holds when it holds for any of them.</summary>
    public sealed class Texts : Field
    {
        internal Texts(string name, Text single)
            : base(name, ElementKind.None) => Single = single;

        /// <summary>The field of the one element.</summary>
        internal Text Single { get; }

        internal override bool Holds(SourceTransaction transaction, object? element, Predicate predicate)
        {
            var count = Elements.Count(transaction, Single.Of);
            for (var i = 0; i < count; i++)
            {
                if (Single.Holds(transaction, Elements.At(transaction, Single.Of, i), predicate))
                    return true;
            }
            return count == 0 && predicate.Holds(null);
        }

        internal override string Show(SourceTransaction transaction, object? element)
        {
            var shown = Enumerable
                .Range(0, Elements.Count(transaction, Single.Of))
                .Select(i => Single.Show(transaction, Elements.At(transaction, Single.Of, i)));
            return string.Join(", ", shown.Distinct()) is { Length: > 0 } text ? text : "missing";
        }
    }

    /// <summary>items, taxes or tenders as a whole: only whether there are any can be asked.</summary>
    public sealed class Collection : Field
    {
        readonly ElementKind kind;

        internal Collection(string name, ElementKind kind)
            : base(name, ElementKind.None) => this.kind = kind;

        internal override bool Holds(SourceTransaction transaction, object? element, Predicate predicate) =>
            predicate.Holds(Elements.Count(transaction, kind) > 0 ? Name : null);

        internal override string Show(SourceTransaction transaction, object? element) =>
            Elements.Count(transaction, kind) is var count and > 0 ? count.ToString(CultureInfo.InvariantCulture) : "missing";
    }
}
