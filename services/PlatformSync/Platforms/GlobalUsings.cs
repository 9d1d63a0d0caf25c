global using QuickBooksReply = AccountingSync.PlatformSync.Platforms.CallReply<AccountingSync.PlatformSync.Platforms.QuickBooks.QuickBooksFault>;
global using XeroReply = AccountingSync.PlatformSync.Platforms.CallReply<AccountingSync.PlatformSync.Platforms.Xero.XeroFault>;
