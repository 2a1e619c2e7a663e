"""Keeping records and parting with them (文書の保存と廃棄): how long, what is due, who decides, what is erased."""
