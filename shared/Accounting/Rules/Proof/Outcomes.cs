using System.Globalization;

namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Every way in which a field can turn out, as far as some predicates can tell.</summary>
static class Outcomes
{
    /// <summary>Patterns on one field: each combination of them is looked at.</summary>
    const int MostPatterns = 6;

    static readonly string[] NeverMissing = ["source", "id", "kind", "currency", "sku", "jurisdiction", "code", "method"];
    static readonly string[] NeverNegative = ["tip", "discount", "shipping"];

    /// <exception cref="TooManyCasesException"></exception>
    public static IReadOnlyList<Outcome> Of(Field field, IReadOnlyCollection<Predicate> predicates) =>
        field switch
        {
            Field.Texts => [new Outcome.Answer(true), new Outcome.Answer(false)],
            Field.Collection => [new Outcome.Text(field.Name), new Outcome.Text(null)],
            Field.Number => Numbers(field, predicates),
            _ => Texts(field, predicates),
        };

    static List<Outcome> Texts(Field field, IReadOnlyCollection<Predicate> predicates)
    {
        var found = Candidates(field, predicates).Select(Outcome (value) => new Outcome.Text(value)).DistinctBy(Signature(predicates)).ToList();
        var patterns = predicates.Where(predicate => predicate is Predicate.Glob or Predicate.Expression).ToList();
        // What there can be of these is known, and is among the candidates.
        if (patterns.Count == 0 || Fields.IsKind(field) || IsCurrency(field))
            return found;
        // A text that fits two patterns at once need not be among the candidates.
        var names = patterns
            .Concat(predicates.Where(predicate => predicate is Predicate.Compares))
            .Select(predicate => predicate.Describe())
            .Distinct()
            .ToList();
        if (names.Count > MostPatterns)
            throw new TooManyCasesException($"'{field}' is compared with {names.Count} patterns");
        var signature = Signature(predicates);
        var known = found.Select(signature).ToHashSet();
        for (var mask = 0; mask < 1 << names.Count; mask++)
        {
            var some = new Outcome.SomeText(names.Where((_, i) => (mask & (1 << i)) != 0).ToHashSet());
            if (known.Add(signature(some)) && Shown(some, patterns, signature) is { } outcome)
                found.Add(outcome);
        }
        return found;
    }

    /// <summary>A text in place of what is only said of it, where one can be made; null where there is none.</summary>
    static Outcome? Shown(Outcome.SomeText some, List<Predicate> patterns, Func<Outcome, string> signature)
    {
        var wanted = signature(some);
        List<(string, bool)> globs = [.. patterns.OfType<Predicate.Glob>().Distinct().Select(glob => (glob.Pattern, some.Holds(glob)))];
        var (text, isNone) = GlobTexts.Find(globs, text => signature(new Outcome.Text(text)) == wanted);
        return text is not null ? new Outcome.Text(text)
            : isNone ? null
            : some;
    }

    static bool IsCurrency(Field field) => field is { Name: "currency", Of: ElementKind.None };

    static IEnumerable<string?> Candidates(Field field, IReadOnlyCollection<Predicate> predicates)
    {
        var mentioned = predicates.OfType<Predicate.OneOf>().SelectMany(one => one.Values).ToList();
        if (Fields.IsKind(field))
            return mentioned.Concat(KindName.All).Where(KindName.All.Contains);
        if (IsCurrency(field))
            return ["USD", "EUR", "GBP", "CHF", .. Currencies.All.Select(currency => currency.Code).Order(StringComparer.Ordinal)];
        var patterns = PatternSamples.Of(predicates);
        var numbers = predicates.Any(predicate => predicate is Predicate.Compares)
            ? Numbers(field, predicates).SelectMany(outcome => ((Outcome.Number)outcome).Samples)
            : [];
        var other = Enumerable.Range(0, mentioned.Count + 1).Select(i => i == 0 ? "other" : $"other-{i}").First(word => !mentioned.Contains(word));
        return
        [
            .. mentioned,
            other,
            .. patterns,
            .. numbers.SelectMany(number => Spellings(number, mentioned)),
            .. new string?[] { null }.Where(_ => !NeverMissing.Contains(field.Name)),
        ];
    }

    /// <summary>A number as it is written plainly, and so that it is none of the texts that are asked for: 12 is 12.0 too, which no test for the text 12 holds
    /// for.</summary>
    static IEnumerable<string> Spellings(decimal number, List<string> mentioned)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        yield return text;
        var other = text.Contains('.', StringComparison.Ordinal) ? text + "0" : text + ".0";
        while (mentioned.Contains(other))
            other += "0";
        yield return other;
    }

    /// <summary>The whole numbers that there are on either side of each bound. An export's row has revision 0 (<see cref="SourceTransaction.SecondHand"/>).</summary>
    static List<Outcome> Revisions(IReadOnlyCollection<Predicate> predicates)
    {
        var signature = Signature(predicates);
        return
        [
            .. Bounds(predicates)
                .SelectMany(bound => new[] { decimal.Floor(bound), decimal.Floor(bound) + 1m })
                .Append(SourceTransaction.SecondHand)
                .Append(SourceTransaction.SecondHand + 1)
                .Where(number => number is >= SourceTransaction.SecondHand and <= int.MaxValue)
                .Distinct()
                .OrderBy(number => number == SourceTransaction.SecondHand)
                .ThenBy(number => number)
                .GroupBy(number => signature(new Outcome.Number([number], IsPoint: true)))
                .Select(Outcome (group) => new Outcome.Number([.. group], group.Count() == 1)),
        ];
    }

    static IEnumerable<decimal> Bounds(IReadOnlyCollection<Predicate> predicates) =>
        predicates.OfType<Predicate.Compares>().SelectMany(range => range.Comparisons).Select(comparison => comparison.Bound);

    /// <summary>The bounds themselves, what lies between two of them, and what lies beyond.</summary>
    static List<Outcome> Numbers(Field field, IReadOnlyCollection<Predicate> predicates)
    {
        if (field is { Name: "revision", Of: ElementKind.None })
            return Revisions(predicates);
        decimal? least =
            field.Of != ElementKind.None ? null
            : NeverNegative.Contains(field.Name) ? 0m
            : null;
        var bounds = Bounds(predicates);
        var points = (least is { } lowest ? bounds.Append(lowest) : bounds).Distinct().Order().Where(bound => !(bound < least)).ToList();
        if (points.Count == 0)
            return [new Outcome.Number([0m, 1m], IsPoint: false)];
        var places = new List<(decimal Sample, bool IsPoint)>();
        if (least is null)
            places.Add((points[0] - 1m, false));
        for (var i = 0; i < points.Count; i++)
        {
            places.Add((points[i], true));
            places.Add((i + 1 < points.Count ? (points[i] + points[i + 1]) / 2m : points[i] + 1m, false));
        }
        var signature = Signature(predicates);
        return
        [
            .. places
                .GroupBy(place => signature(new Outcome.Number([place.Sample], place.IsPoint)))
                .Select(Outcome (group) => new Outcome.Number([.. group.Select(place => place.Sample)], group.Count() == 1 && group.First().IsPoint)),
        ];
    }

    static Func<Outcome, string> Signature(IReadOnlyCollection<Predicate> predicates) =>
        outcome => string.Concat(predicates.Select(predicate => outcome.Holds(predicate) ? '1' : '0'));
}

/// <summary>Texts that some patterns are likely to fit.</summary>
static class PatternSamples
{
    public static IEnumerable<string> Of(IReadOnlyCollection<Predicate> predicates)
    {
        var globs = predicates.OfType<Predicate.Glob>().Select(glob => glob.Pattern.Replace('?', 'x')).Distinct().ToList();
        var simple = globs.SelectMany(glob => new[] { glob.Replace("*", "", StringComparison.Ordinal), glob.Replace('*', 'x') });
        // One that begins like the first and ends like the second.
        var joint =
            from first in globs
            from second in globs
            where first != second && first.Contains('*', StringComparison.Ordinal) && second.Contains('*', StringComparison.Ordinal)
            select first[..first.IndexOf('*', StringComparison.Ordinal)] + second[(second.LastIndexOf('*') + 1)..];
        var expressions = predicates.OfType<Predicate.Expression>().Select(expression => Plain(expression.Regex.ToString()));
        return simple.Concat(joint).Concat(expressions).Where(text => text.Length > 0);
    }

    /// <summary>Good for the simple ones: anchors go, a class becomes one of its members, a choice its first.</summary>
    static string Plain(string expression)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < expression.Length; i++)
        {
            switch (expression[i])
            {
                case '^' or '$' or '(' or ')' or '+' or '*' or '?':
                    break;
                case '[' when expression.IndexOf(']', i) is var close and > 0:
                    text.Append(expression[i + 1] == '^' ? 'x' : expression[i + 1]);
                    i = close;
                    break;
                case '\\' when i + 1 < expression.Length:
                    i++;
                    text.Append(
                        expression[i] switch
                        {
                            'd' => '1',
                            'w' => 'w',
                            's' => ' ',
                            var literal => literal,
                        }
                    );
                    break;
                case '.':
                    text.Append('x');
                    break;
                case '|' when EndOfGroup(expression, i) is var end and > 0:
                    i = end;
                    break;
                case '|':
                    return text.ToString();
                case var literal:
                    text.Append(literal);
                    break;
            }
        }
        return text.ToString();
    }

    /// <returns>Where the group closes that a place is in; -1 where it is in none.</returns>
    static int EndOfGroup(string expression, int place)
    {
        var depth = 0;
        for (var i = place + 1; i < expression.Length; i++)
        {
            switch (expression[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when expression.IndexOf(']', i) is var close and > 0:
                    i = close;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when depth == 0:
                    return i;
                case ')':
                    depth--;
                    break;
            }
        }
        return -1;
    }
}

/// <summary>There are more combinations than can be looked at one by one.</summary>
sealed class TooManyCasesException(string what) : Exception(what);
