using System.Globalization;
using System.Text;

namespace AccountingSync.Console.Neighbours;

/// <summary>A path under <c>/internal</c> with its query; parameters without a value are left out.</summary>
static class InternalAddress
{
    public static string Of(string path, params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var address = new StringBuilder("/internal/").Append(path);
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is null)
                continue;
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(Text(value)));
            separator = '&';
        }
        return address.ToString();
    }

    static string Text(object value) =>
        value switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? string.Empty,
        };
}
