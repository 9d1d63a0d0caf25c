using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Sandbox.QuickBooks.Queries;

/// <summary>Reads the useful part of QuickBooks' query language.</summary>
internal sealed partial class QueryParser
{
    const int DefaultResults = 100;
    const int MostResults = 1000;

    readonly List<string> tokens;
    int position;

    QueryParser(List<string> tokens) => this.tokens = tokens;

    public static ParsedQuery Parse(string text)
    {
        List<string> words = [.. Token().Matches(text).Select(match => match.Value)];
        try
        {
            return new ParsedQuery.Understood(new QueryParser(words).Select());
        }
        catch (QueryRefusedException refusal)
        {
            return new ParsedQuery.Refused(refusal.Fault);
        }
    }

    Query Select()
    {
        Expect("select");
        var columns = new List<string>();
        var countOnly = false;
        if (Accept("count"))
        {
            Expect("(");
            Expect("*");
            Expect(")");
            countOnly = true;
        }
        else if (!Accept("*"))
        {
            do columns.Add(Word());
            while (Accept(","));
        }
        Expect("from");
        var named = Word();
        var entity = EntityNames.Find(named) ?? throw Invalid($"invalid context declaration: {named}");
        columns.ForEach(column => RequireProperty(entity, column));
        var conditions = new List<QueryCondition>();
        if (Accept("where"))
        {
            do conditions.Add(Condition(entity));
            while (Accept("and"));
        }
        return Tail(new Query(entity, countOnly, columns, conditions, null, Descending: false, 1, DefaultResults));
    }

    // The service takes these clauses in any order.
    Query Tail(Query query)
    {
        while (position < tokens.Count)
        {
            if (Accept("orderby") || (Accept("order") && Expect("by")))
            {
                var field = Word();
                RequireProperty(query.Entity, field);
                var descending = Accept("desc");
                if (!descending)
                    Accept("asc");
                query = query with { OrderBy = field, Descending = descending };
            }
            else if (Accept("startposition"))
            {
                query = query with { StartPosition = Number(1, int.MaxValue) };
            }
            else if (Accept("maxresults"))
            {
                query = query with { MaxResults = Number(1, MostResults) };
            }
            else
            {
                throw Unreadable($"Encountered \"{tokens[position]}\"");
            }
        }
        return query;
    }

    QueryCondition Condition(string entity)
    {
        var field = Word();
        RequireProperty(entity, field);
        if (Accept("in"))
        {
            Expect("(");
            var values = new List<string>();
            do values.Add(Value());
            while (Accept(","));
            Expect(")");
            return new QueryCondition(field, "in", values);
        }
        if (Accept("like"))
            return new QueryCondition(field, "like", [Value()]);
        var comparison = Next();
        return comparison is "=" or "<" or ">" or "<=" or ">="
            ? new QueryCondition(field, comparison, [Value()])
            : throw Unreadable($"Encountered \"{comparison}\"");
    }

    string Value()
    {
        var token = Next();
        return token[0] == '\'' ? token[1..^1].Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
            : token is "(" or ")" or "," or "*" ? throw Unreadable($"Encountered \"{token}\"")
            : token;
    }

    int Number(int least, int most) =>
        int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Unreadable($"a number from {least} to {most} was expected");

    string Word() => Next() is var token && (char.IsLetter(token[0]) || token[0] == '_') ? token : throw Unreadable($"Encountered \"{token}\"");

    string Next() => position < tokens.Count ? tokens[position++] : throw Unreadable("Encountered the end of the query");

    bool Accept(string keyword)
    {
        if (position >= tokens.Count || !tokens[position].Equals(keyword, StringComparison.OrdinalIgnoreCase))
            return false;
        position++;
        return true;
    }

    bool Expect(string keyword) => Accept(keyword) ? true : throw Unreadable($"\"{keyword}\" was expected");

    static void RequireProperty(string entity, string field)
    {
        if (!EntityNames.Knows(entity, field.Split('.')[0]))
            throw Invalid($"Property {field} not found for Entity {entity}");
    }

    static QueryRefusedException Invalid(string detail) => new(QuickBooksFault.InvalidQuery(detail));

    static QueryRefusedException Unreadable(string detail) => new(QuickBooksFault.UnreadableQuery(detail));

    // Anything else that is not blank is a token of its own, so that the parser can name it.
    [GeneratedRegex(@"'(?:\\.|[^'\\])*'|[A-Za-z_][\w.]*|[\d.]+|<=|>=|\S", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    sealed class QueryRefusedException(QuickBooksFault fault) : Exception(fault.Detail)
    {
        public QuickBooksFault Fault => fault;
    }
}
