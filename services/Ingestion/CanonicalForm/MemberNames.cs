using System.Text;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>The members that an object of the canonical form may have; at most 64.</summary>
sealed class MemberNames(params string[] names)
{
    readonly byte[][] encoded = [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <returns>The position of the name among the names, or -1.</returns>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < encoded.Length; i++)
            if (name.SequenceEqual(encoded[i]))
                return i;
        return -1;
    }

    public string this[int position] => names[position];
}
