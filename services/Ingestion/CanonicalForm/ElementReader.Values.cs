using System.Text;
using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.CanonicalForm;

// Single values and the frame of objects and lists. Each method leaves the reader at the end of what it read.
ref partial struct ElementReader
{
    /// <summary>Most taxes, and most tenders, of one transaction.</summary>
    const int MaxParts = 1_000;

    /// <summary>Enough to mend a mistake; ten thousand bad items do not make ten thousand messages.</summary>
    public const int MaxProblems = 20;

    void Problem(string pointer, string rule, string message)
    {
        if (Problems.Count < MaxProblems)
            Problems.Add(new FieldProblem(pointer, rule, message));
    }

    bool NextMember(Place place, MemberNames names, ref ulong seen, out int member)
    {
        member = -1;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            member = names.Find(json.ValueIsEscaped ? Encoding.UTF8.GetBytes(WholeText() ?? "") : json.ValueSpan);
            var name = member < 0 ? ShownText() : names[member];
            json.Read();
            if (member < 0)
                Problem(
                    name is null ? place.ToString() : place.Of(name),
                    "unknown-member",
                    "This member is not part of the form; free facts go into 'attributes'."
                );
            else if ((seen & (1UL << member)) != 0)
                Problem(place.Of(names[member]), "duplicate-member", "This member is there twice; send it once.");
            else
            {
                seen |= 1UL << member;
                return true;
            }
            json.Skip();
        }
        return false;
    }

    void CheckRequired(Place place, MemberNames names, int required, ulong seen)
    {
        for (var member = 0; member < required; member++)
            if ((seen & (1UL << member)) == 0)
                Problem(place.Of(names[member]), "required", "This member is missing.");
    }

    /// <returns>The first index, or null when the value is no array.</returns>
    int? StartList(string list)
    {
        if (json.TokenType == JsonTokenType.StartArray)
            return 0;
        Problem("/" + list, "type", "This member is an array.");
        json.Skip();
        return null;
    }

    bool NextPart(string list, ref int? index, int max, out Place place)
    {
        place = new Place(list, index);
        while (index is { } at && json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            place = new Place(list, at);
            index = at + 1;
            if (at == max)
                Problem("/" + list, "too-many", $"At most {max} are accepted in one transaction.");
            else if (at < max && json.TokenType == JsonTokenType.StartObject)
                return true;
            else if (at < max)
                Problem(place.ToString(), "type", "An object is expected here.");
            json.Skip();
        }
        return false;
    }

    string? Text(Place place, string member, bool mayBeNull)
    {
        if (json.TokenType == JsonTokenType.Null && mayBeNull)
            return null;
        if (json.TokenType != JsonTokenType.String)
        {
            Problem(place.Of(member), "type", mayBeNull ? "This member is a text or null." : "This member is a text.");
            json.Skip();
            return null;
        }
        var text = WholeText();
        if (text is not null && !text.Any(char.IsControl))
            return text;
        Problem(place.Of(member), "characters", "Control characters and broken surrogate pairs are refused.");
        return null;
    }

    int? Whole(Place place, string member)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number))
            return number;
        Problem(place.Of(member), "type", "This member is a whole number, without point or exponent, up to 2147483647.");
        json.Skip();
        return null;
    }

    decimal Amount(Place place, string member)
    {
        if (json.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            // A string with escapes is no plain decimal in the way that anybody writes one, so it is refused below.
            if (AmountText.TryParse(json.ValueSpan, out var amount))
                return amount;
            Problem(place.Of(member), "amount", AmountText.Rule);
            return 0m;
        }
        Problem(place.Of(member), "type", AmountText.Rule);
        json.Skip();
        return 0m;
    }

    DateTimeOffset Time(Place place, string member)
    {
        if (Text(place, member, mayBeNull: false) is not { } text)
            return default;
        if (TimeText.TryParse(text, out var time))
            return time;
        Problem(place.Of(member), "time", TimeText.Rule);
        return default;
    }

    // The current text or name, or null when it is unfit for messages and logs.
    readonly string? ShownText() =>
        WholeText() is { Length: <= TransactionRules.MaxText } text && !text.Any(char.IsControl) && !CardNumber.IsIn(text) ? text : null;

    // Null when it holds half a surrogate pair. GetString would throw for one, and a replacement character would change
    // what the source said.
    readonly string? WholeText()
    {
        if (!json.ValueIsEscaped)
            return Encoding.UTF8.GetString(json.ValueSpan);
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
